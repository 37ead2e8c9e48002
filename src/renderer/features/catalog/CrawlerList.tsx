import { Button, ScrollArea, Table, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Crawler } from "../../../shared/domain/managed-catalog.ts";
import { client } from "../../lib/client.ts";
import { formatTime } from "../../lib/format.ts";
import { useStream } from "../../lib/use-stream.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";

/** The crawlers of the catalog: what they look through, how they went, and a start that is followed to its end. */
export function CrawlerList({ lakeId }: { lakeId: string }) {
  const { data, isError, error, refetch } = useQuery({
    queryKey: ["catalog-crawlers", lakeId],
    queryFn: ({ signal }) => client.catalog.crawlers({ lakeId }, { signal }),
    staleTime: 0,
  });
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Text size="sm">Asking for the crawlers …</Text>;
  if (data.length === 0) {
    return (
      <Text size="sm">There are no crawlers. They are made in AWS Glue, and are then listed and started here.</Text>
    );
  }
  return (
    <ScrollArea.Autosize mah={420}>
      <Table verticalSpacing={4} aria-label="Crawlers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Crawler</Table.Th>
            <Table.Th>Looks through</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Last crawl</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((crawler) => (
            <CrawlerRow key={crawler.name} lakeId={lakeId} listed={crawler} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function CrawlerRow({ lakeId, listed }: { lakeId: string; listed: Crawler }) {
  const [isFollowed, setFollowed] = useState(listed.state !== "ready");
  const start = useMutation({
    mutationFn: () => client.catalog.startCrawler({ lakeId, name: listed.name }),
    onSuccess: () => setFollowed(true),
    onError: showError,
  });
  return isFollowed ? (
    <FollowedRow lakeId={lakeId} listed={listed} />
  ) : (
    <Cells crawler={listed}>
      <Button variant="default" size="compact-sm" loading={start.isPending} onClick={() => start.mutate()}>
        Start
      </Button>
    </Cells>
  );
}

function FollowedRow({ lakeId, listed }: { lakeId: string; listed: Crawler }) {
  const { name } = listed;
  const { value, error } = useStream(
    useCallback(
      (options: { signal: AbortSignal }) => client.catalog.followCrawler({ lakeId, name }, options),
      [lakeId, name],
    ),
  );
  return (
    <Cells crawler={value ?? { ...listed, state: "running" }}>{error ? <ErrorNotice error={error} /> : null}</Cells>
  );
}

function Cells({ crawler, children }: { crawler: Crawler; children: React.ReactNode }) {
  const { name, database, targets, state, lastCrawl, schedule } = crawler;
  return (
    <Table.Tr>
      <Table.Td title={schedule ?? ""}>
        {name}
        {database !== null && ` → ${database}`}
      </Table.Td>
      <Table.Td>{targets.join(", ")}</Table.Td>
      <Table.Td>{state}</Table.Td>
      <Table.Td title={lastCrawl?.message ?? ""}>
        {lastCrawl && `${lastCrawl.status.toLowerCase()} ${lastCrawl.startedAt ? formatTime(lastCrawl.startedAt) : ""}`}
        {lastCrawl?.message && `: ${lastCrawl.message}`}
      </Table.Td>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}
