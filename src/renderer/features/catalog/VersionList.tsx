import { Button, ScrollArea, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { TableVersion } from "../../../shared/domain/managed-catalog.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

/** The versions of a table that the catalog keeps, the newest first, each with what it changed. */
export function VersionList({ table: { zoneId, name } }: { table: TableEntry }) {
  const { summary } = useLake();
  const place = { lakeId: summary.id, zoneId, name };
  const query = useInfiniteQuery({
    queryKey: ["table-versions", place],
    queryFn: ({ pageParam, signal }) => client.catalog.versions({ ...place, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <ScrollArea h="100%" p="md">
      {query.data?.pages
        .flatMap((page) => page.versions)
        .map((version) => (
          <Version key={version.id} version={version} />
        ))}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </ScrollArea>
  );
}

function Version({ version: { id, updatedAt, createdBy, changes } }: { version: TableVersion }) {
  return (
    <section aria-label={`Version ${id}`}>
      <Title order={5} title={updatedAt ? exactTime(updatedAt) : ""}>
        Version {id}
        {updatedAt && `, ${formatTime(updatedAt)}`}
        {createdBy && `, by ${createdBy}`}
      </Title>
      {changes === null || changes.length === 0 ? (
        <Text size="sm" c="dimmed" mb="md">
          {changes === null ? "The version before it is not shown." : "Nothing that can be shown was changed."}
        </Text>
      ) : (
        <Table verticalSpacing={2} mb="md">
          <Table.Tbody>
            {changes.map(({ what, before, after }) => (
              <Table.Tr key={what}>
                <Table.Th w={220}>{what}</Table.Th>
                <Table.Td>{before !== null && <del>{before}</del>}</Table.Td>
                <Table.Td>{after !== null && <ins>{after}</ins>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
