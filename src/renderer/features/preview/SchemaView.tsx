import { Badge, Code, Group, Progress, ScrollArea, Table, Text } from "@mantine/core";
import type { PreviewColumn, TypeEvidence } from "../../../shared/contract/preview.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { formatCount } from "../../lib/format.ts";
import { useColumnFilter } from "../../ui/use-column-filter.tsx";
import { ColumnSpark, ProfileBar } from "../profiles/index.ts";
import classes from "./PreviewPanel.module.css";

const SHOWN_COLUMNS = 200;

interface SchemaViewProps {
  /** Null for what cannot be profiled: a format that is recognised and not read. */
  address: ObjectAddress | null;
  columns: readonly PreviewColumn[];
}

/** The columns with their profiles, and for delimited text why each has its type. */
export function SchemaView({ address, columns: all }: SchemaViewProps) {
  const { columns, field } = useColumnFilter(all);
  return (
    <ScrollArea h="100%">
      <Group className={classes["schemaBar"] ?? ""} gap="sm">
        {field}
        {address && <ProfileBar address={address} table={null} />}
      </Group>
      <Table verticalSpacing={5} stickyHeader aria-label="Columns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Column</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Profile</Table.Th>
            <Table.Th>Evidence</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.slice(0, SHOWN_COLUMNS).map(({ number, name, type, isPartition, evidence }) => (
            <Table.Tr key={number}>
              <Table.Td>
                {name}{" "}
                {isPartition && (
                  <Badge size="xs" variant="light">
                    partition
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                <Code>{type}</Code>
              </Table.Td>
              <Table.Td>{address && <ColumnSpark address={address} number={number} name={name} />}</Table.Td>
              <Table.Td>{evidence && <Evidence evidence={evidence} />}</Table.Td>
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
