import { Button, Stack, Table, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UnfinishedUpload } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatTime, plural } from "../../../lib/format.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { monthlyCost } from "./storage-cost.ts";
import type { ZoneAddress } from "./zone-address.ts";

/** Uploads that were begun and never ended: their parts are paid for until somebody gives them up. */
export function UnfinishedUploads({ zone }: { zone: ZoneAddress }) {
  const queries = useQueryClient();
  const queryKey = ["unfinished-uploads", zone];
  const uploads = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.objects.unfinishedUploads(zone, { signal }),
    staleTime: 0,
  });
  const abort = useMutation({
    mutationFn: ({ key, uploadId }: UnfinishedUpload) => client.objects.abortUpload({ ...zone, key, uploadId }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  if (uploads.isError) return <ErrorNotice error={uploads.error} onRetry={() => void uploads.refetch()} />;
  if (!uploads.data) return null;
  const bytes = uploads.data.reduce((total, upload) => total + upload.bytes, 0);
  return (
    <Stack gap="xs">
      <Text size="sm" title={exactBytes(bytes)}>
        {uploads.data.length === 0
          ? "No upload into this zone was left unfinished."
          : `${plural(uploads.data.length, "upload")} into this zone never ended; their parts take ${formatBytes(bytes)}, about ${monthlyCost(bytes)} a month at the price of S3 Standard.`}
      </Text>
      {abort.isError && <ErrorNotice error={abort.error} />}
      <Table verticalSpacing={3} aria-label="Unfinished uploads">
        <Table.Tbody>
          {uploads.data.map((upload) => (
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
