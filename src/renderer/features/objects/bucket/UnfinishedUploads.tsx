import { Button, Stack, Table, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { UnfinishedUpload } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatTime, plural } from "../../../lib/format.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { monthlyCost } from "./storage-cost.ts";
import { unfinishedWords } from "./unfinished-words.ts";
import type { ZoneAddress } from "./zone-address.ts";

/** Uploads that were begun and never ended: their parts are paid for until somebody gives them up. */
export function UnfinishedUploads({ zone }: { zone: ZoneAddress }) {
  const queries = useQueryClient();
  const queryKey = ["unfinished-uploads", zone];
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => client.objects.unfinishedUploads({ ...zone, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  const abort = useMutation({
    mutationFn: ({ key, uploadId }: UnfinishedUpload) => client.objects.abortUpload({ ...zone, key, uploadId }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  if (!pages.data)
    return pages.isError ? <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} /> : null;
  const uploads = pages.data.pages.flatMap((page) => page.uploads);
  const bytes = uploads.reduce((total, upload) => total + upload.bytes, 0);
  const after = pages.data.pages.at(-1)?.after ?? { count: 0, isCut: false };
  return (
    <Stack gap="xs">
      <Text size="sm" title={exactBytes(bytes)}>
        {unfinishedWords({ shown: uploads.length, bytes, after })}
      </Text>
      {abort.isError && <ErrorNotice error={abort.error} />}
      <Table verticalSpacing={3} aria-label="Unfinished uploads">
        <Table.Tbody>
          {uploads.map((upload) => (
            <Table.Tr key={upload.uploadId}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{upload.key}</Table.Td>
              <Table.Td title={exactTime(upload.startedAt)}>{formatTime(upload.startedAt)}</Table.Td>
              <Table.Td title={exactBytes(upload.bytes)}>{formatBytes(upload.bytes)}</Table.Td>
              <Table.Td>{monthlyCost(upload.bytes)} a month</Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={abort.isPending}
                  onClick={() => confirmAbort(upload, () => abort.mutate(upload))}
                >
                  Give it up
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {pages.isError && <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Stack>
  );
}

function confirmAbort({ key, bytes, parts }: UnfinishedUpload, onConfirm: () => void): void {
  modals.openConfirmModal({
    title: `Give up the upload of “${key}”?`,
    children: (
      <Text size="sm">
        {plural(parts, "part")} with {formatBytes(bytes)} are deleted. If the upload still runs somewhere, it fails.
      </Text>
    ),
    labels: { confirm: "Give it up", cancel: "Cancel" },
    confirmProps: { color: "red" },
    onConfirm,
  });
}
