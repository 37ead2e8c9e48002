import { Button, Group, ScrollArea, Table, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime, plural } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";

/** The partitions that the catalog knows of a table, filtered by it. */
export function PartitionList({ table: { zoneId, name, partitionKeys } }: { table: TableEntry }) {
  const { summary } = useLake();
  const [typed, setTyped] = useState("");
  const [expression, setExpression] = useState<string | null>(null);
  const place = { lakeId: summary.id, zoneId, name };
  const query = useInfiniteQuery({
    queryKey: ["table-partitions", place, expression],
    queryFn: ({ pageParam, signal }) =>
      client.catalog.partitions({ ...place, expression, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: partitionKeys.length > 0,
  });
  const add = useMutation({
    mutationFn: () => client.catalog.addPartitions(place),
    onSuccess: ({ added, known }) => {
      const message = `${plural(added, "partition")} registered, ${known} were known.`;
      notifications.show({ message });
      return query.refetch();
    },
    onError: showError,
  });
  if (partitionKeys.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="md">
        This table has no partitions.
      </Text>
    );
  }
  const partitions = query.data?.pages.flatMap((page) => page.partitions) ?? [];
  return (
    <ScrollArea h="100%" p="md">
      <Group
        component="form"
        gap={8}
        onSubmit={(event) => {
          event.preventDefault();
          setExpression(typed.trim() === "" ? null : typed);
        }}
      >
        <TextInput
          aria-label="Filter of partitions"
          placeholder={`${partitionKeys[0] ?? ""} = '…'`}
          w={380}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={query.isFetching}>
          Filter
        </Button>
        <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
          Register new folders
        </Button>
      </Group>
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Table verticalSpacing={4} mt="sm" aria-label="Partitions">
        <Table.Thead>
          <Table.Tr>
            {partitionKeys.map((key) => (
              <Table.Th key={key}>{key}</Table.Th>
            ))}
            <Table.Th>Location</Table.Th>
            <Table.Th>Registered</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {partitions.map(({ values, location, createdAt }) => (
            <Table.Tr key={values.join("\n")}>
              {partitionKeys.map((key, index) => (
                <Table.Td key={key}>{values[index]}</Table.Td>
              ))}
              <Table.Td>{location}</Table.Td>
              <Table.Td title={createdAt ? exactTime(createdAt) : ""}>{createdAt && formatTime(createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {query.isSuccess && partitions.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          {expression === null ? "No partition is registered yet." : "No partition is like that."}
        </Text>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </ScrollArea>
  );
}
