import { Code, List, ScrollArea, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { namesOf } from "../../../shared/domain/table-names.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime, plural } from "../../lib/format.ts";
import { catalogPath, queryPath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import classes from "./catalog.module.css";

/** How a table is used here, and which others are like it or can be joined with it. */
export function UsageTab({ table }: { table: TableEntry }) {
  return (
    <ScrollArea h="100%">
      <div className={classes["usage"]}>
        <Usage table={table} />
        <Related table={table} />
      </div>
    </ScrollArea>
  );
}

function Usage({ table }: { table: TableEntry }) {
  const lakeId = useLake().summary.id;
  const names = namesOf(table);
  const { data, isError, error, refetch } = useQuery({
    queryKey: ["table-usage", lakeId, names],
    queryFn: ({ signal }) => client.query.usage({ lakeId, names }, { signal }),
    staleTime: 0,
  });
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section aria-label="Usage">
      <Title order={4}>Queries on this machine</Title>
      <Text size="sm" mb="xs">
        {data.lastAt === null ? (
          "Nobody has asked it here yet."
        ) : (
          <span title={exactTime(data.lastAt)}>
            Asked {plural(data.runs, "time")}, last {formatTime(data.lastAt)}.
          </span>
        )}
      </Text>
      {data.joined.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            Asked together with
          </Text>
          <List size="sm" mb="xs" aria-label="Asked together with">
            {data.joined.map(({ qualifier, name, runs }) => (
              <List.Item key={`${qualifier}.${name}`}>
                {qualifier}.{name} ({plural(runs, "time")})
              </List.Item>
            ))}
          </List>
        </>
      )}
      {data.recent.map(({ executionId, sql, startedAt }) => (
        <div key={executionId}>
          <Link to={queryPath(lakeId, { kind: "run", id: executionId })} title={exactTime(startedAt)}>
            {formatTime(startedAt)}
          </Link>
          <Code block mb={6}>
            {sql}
          </Code>
        </div>
      ))}
    </section>
  );
}

function Related({ table: { zoneId, name } }: { table: TableEntry }) {
  const lakeId = useLake().summary.id;
  const { data, isError, error, refetch } = useQuery({
    queryKey: ["related-tables", lakeId, zoneId, name],
    queryFn: ({ signal }) => client.catalog.related({ lakeId, zoneId, name }, { signal }),
    staleTime: 60_000,
  });
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Text size="sm">Comparing with the tables of the catalog …</Text>;
  const { variants, joinable, compared } = data;
  return (
    <section aria-label="Related tables">
      <Title order={4}>Related tables</Title>
      <Text size="xs" c="dimmed" mb="xs">
        By the columns of {plural(compared, "table")} of the catalog; a rare one counts for more.
      </Text>
      {variants.length + joinable.length === 0 && (
        <Text size="sm">No other table shares what is particular to it.</Text>
      )}
      {variants.length > 0 && (
        <Table verticalSpacing={4} aria-label="Variants of the same data" captionSide="top">
          <Table.Caption>Much the same columns</Table.Caption>
          <Table.Tbody>
            {variants.map(({ table, similarity, shared, columns }) => (
              <Table.Tr key={`${table.zoneId}/${table.name}`}>
                <Table.Td>
                  <TableLink table={table} />
                </Table.Td>
                <Table.Td>{Math.round(similarity * 100)} % alike</Table.Td>
                <Table.Td>
                  {shared} of its {plural(columns, "column")}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {joinable.length > 0 && (
        <Table verticalSpacing={4} aria-label="Tables that share a key" captionSide="top">
          <Table.Caption>Can be joined by</Table.Caption>
          <Table.Tbody>
            {joinable.map(({ table, keys }) => (
              <Table.Tr key={`${table.zoneId}/${table.name}`}>
                <Table.Td>
                  <TableLink table={table} />
                </Table.Td>
                <Table.Td>{keys.join(", ")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function TableLink({ table }: { table: { zoneId: string | null; name: string } }) {
  const lakeId = useLake().summary.id;
  return (
    <Link to={catalogPath(lakeId, table)}>{table.zoneId === null ? table.name : `${table.zoneId}.${table.name}`}</Link>
  );
}
