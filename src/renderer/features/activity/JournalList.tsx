import { Accordion, Button, Code, Group, ScrollArea, Text } from "@mantine/core";
import { IconNotebook } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

const firstPage: string | null = null;

/** What people did to the lake, newest first, with the event as it stands in it. */
export function JournalList() {
  const { summary } = useLake();
  const journal = useInfiniteQuery({
    queryKey: ["journal", summary.id],
    queryFn: ({ pageParam, signal }) =>
      client.activity.journal({ lakeId: summary.id, before: pageParam, limit: 50 }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  if (journal.isError) return <ErrorNotice error={journal.error} onRetry={() => void journal.refetch()} />;
  const pages = journal.data?.pages ?? [];
  const entries = pages.flatMap((page) => page.entries);
  const problems = pages.flatMap((page) => page.problems);
  if (journal.isSuccess && entries.length === 0 && problems.length === 0) {
    return (
      <EmptyState icon={<IconNotebook size={22} />} title="The journal is empty">
        Uploads to this lake are recorded here: who, what, where and when.
      </EmptyState>
    );
  }
  return (
    <ScrollArea h="100%">
      {problems.map((problem) => (
        <ErrorNotice key={problem} error={new Error(problem)} />
      ))}
      <Accordion variant="separated" py="sm">
        {entries.map((entry) => (
          <Accordion.Item key={entry.id} value={entry.id}>
            <Accordion.Control>
              <Group justify="space-between">
                <Text size="sm">{entry.summary}</Text>
                <Text size="xs" c="dimmed" title={exactTime(entry.at)}>
                  {entry.principal} · {formatTime(entry.at)}
                </Text>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Code block>{entry.event}</Code>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {journal.hasNextPage && (
        <Button variant="subtle" loading={journal.isFetchingNextPage} onClick={() => void journal.fetchNextPage()}>
          Older
        </Button>
      )}
    </ScrollArea>
  );
}
