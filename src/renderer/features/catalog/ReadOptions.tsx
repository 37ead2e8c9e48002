import { Code, ScrollArea, Table, Text } from "@mantine/core";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";

/** What a reader of the files needs to know that they do not say themselves. */
export function ReadOptions({ table: { readOptions, partitionKeys } }: { table: TableEntry }) {
  const options = Object.entries(readOptions);
  return (
    <ScrollArea h="100%">
      {options.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          The files say themselves how they are read.
        </Text>
      )}
      <Table verticalSpacing={4} horizontalSpacing="md" aria-label="How it is read" maw={640}>
        <Table.Tbody>
          {options.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={180}>{name}</Table.Th>
              <Table.Td>
                <Code>{JSON.stringify(value)}</Code>
              </Table.Td>
            </Table.Tr>
          ))}
          {partitionKeys.length > 0 && (
            <Table.Tr>
              <Table.Th w={180}>partition keys</Table.Th>
              <Table.Td>{partitionKeys.join(", ")}</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
