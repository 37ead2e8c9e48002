import { ScrollArea, Table } from "@mantine/core";

/** What the file says of itself. */
export function FactList({ facts }: { facts: readonly { name: string; value: string }[] }) {
  return (
    <ScrollArea h="100%">
      <Table verticalSpacing={4} aria-label="Facts">
        <Table.Tbody>
          {facts.map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Th w={180}>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
