import { ScrollArea, Table, Text } from "@mantine/core";
import { formatCount } from "../../lib/format.ts";
import type { UploadProblem } from "./gathered-files.ts";
import { shownPath } from "./shown-path.ts";

const SHOWN = 200;

/** What of an upload does not go as asked, and why. Nothing when there is nothing to say. */
export function ProblemList({ title, problems }: { title: string; problems: readonly UploadProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600} mb={4}>
        {title}: {formatCount(problems.length)}
      </Text>
      <ScrollArea.Autosize mah={180} type="auto">
        <Table verticalSpacing={3} fz="xs" layout="fixed">
          <Table.Tbody>
            {problems.slice(0, SHOWN).map(({ path, reason }) => (
              <Table.Tr key={`${path}\n${reason}`}>
                <Table.Td w="45%">
                  <Text size="xs" truncate="start" title={path}>
                    {shownPath(path)}
                  </Text>
                </Table.Td>
                <Table.Td c="dimmed">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {problems.length > SHOWN && (
          <Text size="xs" c="dimmed" p={4}>
            and {formatCount(problems.length - SHOWN)} more
          </Text>
        )}
      </ScrollArea.Autosize>
    </section>
  );
}
