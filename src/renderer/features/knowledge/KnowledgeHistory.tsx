import { Button, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { KnowledgeChange, TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { changeTexts } from "./change-texts.ts";
import { knowledgeKey } from "./use-knowledge.ts";

const PAGE = 50;

/** Who changed what is known of a table, the newest first. */
export function KnowledgeHistory({ table }: { table: TableSubject }) {
  const lakeId = useLake().summary.id;
  const query = useInfiniteQuery({
    queryKey: knowledgeKey(lakeId, "history", table),
    queryFn: ({ pageParam, signal }) =>
      client.knowledge.history({ lakeId, table, after: pageParam, limit: PAGE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  const changes = query.data?.pages.flatMap((page) => page.changes) ?? [];
  if (query.isSuccess && changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nobody has added anything yet.
      </Text>
    );
  }
  return (
    <>
      <Table verticalSpacing={4} aria-label="History of what is known">
        <Table.Tbody>
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </Table.Tbody>
      </Table>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}

function ChangeRow({ change }: { change: KnowledgeChange }) {
  const { what, before, after } = changeTexts(change);
  return (
    <Table.Tr>
      <Table.Td w={110} title={exactTime(change.at)}>
        {formatTime(change.at)}
      </Table.Td>
      <Table.Td w={160}>{change.by}</Table.Td>
      <Table.Td w={180}>{what}</Table.Td>
      <Table.Td>
        {before.map((text) => (
          <div key={text}>
            <del>{text}</del>
          </div>
        ))}
        {after !== null && <ins>{after}</ins>}
      </Table.Td>
    </Table.Tr>
  );
}
