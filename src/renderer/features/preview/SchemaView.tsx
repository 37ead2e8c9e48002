import { Badge, Code, Progress, ScrollArea, Table, Text, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import type { PreviewColumn, TypeEvidence } from "../../../shared/contract/preview.ts";
import { formatCount } from "../../lib/format.ts";
import classes from "./PreviewPanel.module.css";

const SHOWN_COLUMNS = 200;
/** Fewer columns are seen at a glance. */
const WORTH_FILTERING = 30;

/** The columns, and for delimited text why each has its type. */
export function SchemaView({ columns: all }: { columns: readonly PreviewColumn[] }) {
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const columns = wanted === "" ? all : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <ScrollArea h="100%">
      {all.length > WORTH_FILTERING && (
        <TextInput
          m="xs"
          w={240}
          aria-label="Filter columns"
          placeholder="Filter columns"
          leftSection={<IconFilter size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <Table verticalSpacing={5} stickyHeader aria-label="Columns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Column</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Evidence</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.slice(0, SHOWN_COLUMNS).map((column, index) => (
            // Names may come twice: the place is what tells columns apart.
            // oxlint-disable-next-line react/no-array-index-key
            <Table.Tr key={index}>
              <Table.Td>
                {column.name}{" "}
                {column.isPartition && (
                  <Badge size="xs" variant="light">
                    partition
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                <Code>{column.type}</Code>
              </Table.Td>
              <Table.Td>{column.evidence && <Evidence evidence={column.evidence} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {columns.length > SHOWN_COLUMNS && (
        <Text p="sm" size="sm" c="dimmed">
          and {formatCount(columns.length - SHOWN_COLUMNS)} more columns
        </Text>
      )}
    </ScrollArea>
  );
}

function Evidence({ evidence }: { evidence: TypeEvidence }) {
  const { sampled, empty, fitting, reason, closest } = evidence;
  const share = sampled === 0 ? 0 : (100 * fitting) / sampled;
  return (
    <div>
      <Progress
        className={classes["fit"] ?? ""}
        size="sm"
        value={share}
        color={share === 100 ? "teal" : "yellow"}
        aria-label={`${share.toFixed(0)} % fit`}
      />
      <Text size="xs" c="dimmed" className="figures">
        {formatCount(fitting)} of {formatCount(sampled)} values fit
        {empty > 0 && `, ${formatCount(empty)} empty`}
      </Text>
      {reason !== null && <Text size="xs">{reason}</Text>}
      {closest && (
        <Text size="xs">
          {formatCount(closest.fitting)} would be {closest.type}; not:{" "}
          {closest.misfits.map(({ line, value }) => `“${value}” (line ${formatCount(line)})`).join(", ")}
        </Text>
      )}
    </div>
  );
}
