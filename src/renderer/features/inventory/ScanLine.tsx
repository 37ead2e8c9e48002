import { Button, Group, Loader, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { InventoryState } from "../../../shared/contract/inventory.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatCount, formatTime, plural } from "../../lib/format.ts";
import { showError } from "../../ui/show-error.ts";
import { useJobs } from "../activity/index.ts";

interface ScanLineProps {
  lakeId: string;
  state: InventoryState;
}

/** When the lake was last scanned and what was found, how far a scan is, and the button that starts one. */
export function ScanLine({ lakeId, state }: ScanLineProps) {
  const scan = useMutation({
    mutationFn: () => client.inventory.scan({ lakeId, zoneId: null, prefix: "" }),
    onError: showError,
  });
  return (
    <Group gap="sm" wrap="nowrap" ml="auto">
      {state.jobId === null ? <LastScan state={state} /> : <Progress jobId={state.jobId} />}
      <Button loading={scan.isPending} disabled={state.jobId !== null} onClick={() => scan.mutate()}>
        {state.interrupted ? "Go on with the scan" : "Scan the lake"}
      </Button>
    </Group>
  );
}

function LastScan({ state: { last, objects, bytes, interrupted } }: { state: InventoryState }) {
  if (interrupted) {
    return (
      <Text size="sm" c="orange">
        The last scan was cut off
      </Text>
    );
  }
  if (!last?.finishedAt) return null;
  const { added, changed, removed } = last;
  const news = [
    added > 0 && `${formatCount(added)} new`,
    changed > 0 && `${formatCount(changed)} changed`,
    removed > 0 && `${formatCount(removed)} gone`,
  ].filter((part) => part !== false);
  return (
    <Text
      size="sm"
      c="dimmed"
      className="figures"
      truncate
      title={`${exactTime(last.finishedAt)}, ${exactBytes(bytes)}`}
    >
      {plural(objects, "object")}, {formatBytes(bytes)} · scanned {formatTime(last.finishedAt)}
      {news.length > 0 && ` · ${news.join(", ")}`}
    </Text>
  );
}

function Progress({ jobId }: { jobId: string }) {
  const job = useJobs().value?.find(({ id }) => id === jobId);
  const done = job?.progress.done ?? 0;
  return (
    <Group gap="xs" wrap="nowrap">
      <Loader size="xs" />
      <Text size="sm" className="figures" role="status">
        {job?.progress.detail ?? "Scanning"} · {formatCount(done)}
      </Text>
      <Button variant="default" onClick={() => void client.activity.cancel({ jobId }).catch(showError)}>
        Cancel
      </Button>
    </Group>
  );
}
