import { ScrollArea, SegmentedControl, Select, Stack, Table, Text } from "@mantine/core";
import type { ConflictPolicy, UploadPlan } from "../../../shared/contract/transfers.ts";
import { exactBytes, exactTime, formatBytes, formatCount, formatTime, plural } from "../../lib/format.ts";
import { shownPath } from "./shown-path.ts";

const policies: { value: ConflictPolicy; label: string }[] = [
  { value: "keep-both", label: "Keep both" },
  { value: "skip", label: "Skip" },
  { value: "replace", label: "Replace" },
];
const meanings: Record<ConflictPolicy, string> = {
  "keep-both": "The new files get a number behind their name.",
  skip: "What is there stays; these files are not uploaded.",
  replace: "What is there is overwritten. It cannot be undone here.",
};
const AS_ABOVE = "as above";

interface ConflictChoicesProps {
  plan: UploadPlan;
  conflict: ConflictPolicy;
  onConflict: (conflict: ConflictPolicy) => void;
  perPath: Record<string, ConflictPolicy>;
  onPerPath: (perPath: Record<string, ConflictPolicy>) => void;
}

/** What happens with names that are taken: one answer for all, and another for single files. */
export function ConflictChoices({ plan, conflict, onConflict, perPath, onPerPath }: ConflictChoicesProps) {
  const { conflicts, conflictCount } = plan;
  const choose = (path: string, chosen: ConflictPolicy | undefined) => {
    const { [path]: _before, ...others } = perPath;
    onPerPath(chosen ? { ...others, [path]: chosen } : others);
  };
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {plural(conflictCount, "name is", "names are")} taken there
      </Text>
      <SegmentedControl
        aria-label="For names that are taken"
        data={policies}
        value={conflict}
        onChange={(value) => onConflict(policyOf(value) ?? conflict)}
      />
      <Text size="xs" c={conflict === "replace" ? "orange" : "dimmed"}>
        {meanings[conflict]}
      </Text>
      <ScrollArea.Autosize mah={260} type="auto">
        <Table verticalSpacing={3} fz="xs" stickyHeader layout="fixed" aria-label="Names that are taken">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th w={90}>New</Table.Th>
              <Table.Th w={170}>There now</Table.Th>
              <Table.Th w={130}>What to do</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {conflicts.slice(0, SHOWN).map(({ path, size, existingSize, existingModified }) => (
              <Table.Tr key={path}>
                <Table.Td>
                  <Text size="xs" truncate="start" title={path}>
                    {shownPath(path)}
                  </Text>
                </Table.Td>
                <Table.Td className="figures" title={exactBytes(size)}>
                  {formatBytes(size)}
                </Table.Td>
                <Table.Td className="figures" title={existingModified === null ? "" : exactTime(existingModified)}>
                  {formatBytes(existingSize)}
                  {existingModified !== null && `, ${formatTime(existingModified)}`}
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={`What to do with ${path}`}
                    size="xs"
                    data={[{ value: AS_ABOVE, label: "As above" }, ...policies]}
                    value={perPath[path] ?? AS_ABOVE}
                    allowDeselect={false}
                    onChange={(value) => choose(path, policyOf(value))}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {conflictCount > SHOWN && (
        <Text size="xs" c="dimmed">
          and {formatCount(conflictCount - SHOWN)} more, for which the answer above holds
        </Text>
      )}
    </Stack>
  );
}

/** Rows with a menu each are heavy; whoever has more conflicts decides for all. */
const SHOWN = 100;

function policyOf(value: string | null): ConflictPolicy | undefined {
  return policies.find((policy) => policy.value === value)?.value;
}
