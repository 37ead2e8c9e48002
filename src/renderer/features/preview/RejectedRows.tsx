import { Code, ScrollArea, Table, Text } from "@mantine/core";
import type { TablePreview } from "../../../shared/contract/preview.ts";
import { formatCount } from "../../lib/format.ts";

/** Lines of the head that do not fit the table: shown, never dropped in silence. */
export function RejectedRows({ preview: { rejected, rejectedCount } }: { preview: TablePreview }) {
  return (
    <ScrollArea h="100%">
      <Text size="sm" p="sm">
        {formatCount(rejectedCount)} lines of the head do not fit and are not among the rows.
      </Text>
      <Table verticalSpacing={4} aria-label="Rejected rows">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>Text</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rejected.map(({ line, reason, text }) => (
            <Table.Tr key={line}>
              <Table.Td className="figures">{formatCount(line)}</Table.Td>
              <Table.Td>{reason}</Table.Td>
              <Table.Td>
                <Code>{text}</Code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
