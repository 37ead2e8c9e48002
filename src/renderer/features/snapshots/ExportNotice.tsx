import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { Job } from "../../../shared/contract/activity.ts";
import { client } from "../../lib/client.ts";
import { formatBytes, formatCount, plural } from "../../lib/format.ts";
import { useHost } from "../../lib/host.ts";
import { showError } from "../../ui/show-error.ts";
import { useJobs } from "../activity/index.ts";
import { startDownload } from "./start-download.ts";
import { type StartedExport, forgetExport } from "./started-exports.ts";

/** Follows an export or a download in a corner of the window until it has ended: how far it is, a cancel, and then the file. */
export function showExportNotice(started: StartedExport): void {
  notifications.show({
    id: noticeId(started.jobId),
    message: <ExportNotice started={started} />,
    autoClose: false,
    withCloseButton: true,
  });
}

/** How long an end is told; null until it is closed. Activity has all of them. */
const SHOWN_MS: Record<Job["state"], number | null> = { running: null, done: 60_000, failed: null, cancelled: 6000 };

function noticeId(jobId: string): string {
  return `export:${jobId}`;
}

function ExportNotice({ started }: { started: StartedExport }) {
  const jobs = useJobs();
  const job = jobs.value?.find(({ id }) => id === started.jobId);
  const isUnknown = jobs.value !== undefined && !job;
  useEffect(() => {
    if (isUnknown) notifications.hide(noticeId(started.jobId));
    if (!job || job.state === "running" || !forgetExport(job.id)) return;
    if (job.outcome?.kind === "download") startDownload(job.outcome);
  }, [job, isUnknown, started.jobId]);
  const shownFor = job && SHOWN_MS[job.state];
  useEffect(() => {
    if (shownFor === undefined || shownFor === null) return;
    const timer = setTimeout(() => notifications.hide(noticeId(started.jobId)), shownFor);
    return () => clearTimeout(timer);
  }, [shownFor, started.jobId]);
  if (!job || job.state === "running") return <Running started={started} job={job} />;
  return <Ended started={started} job={job} />;
}

const words = {
  export: {
    noun: "export",
    doing: "Exporting",
    done: "is written",
    amount: (rows: number) => plural(rows, "row"),
    figure: formatCount,
  },
  download: { noun: "download", doing: "Downloading", done: "is here", amount: formatBytes, figure: formatBytes },
};

function Running({ started: { kind, name, jobId, rows }, job }: { started: StartedExport; job: Job | undefined }) {
  const { noun, doing, amount, figure } = words[kind];
  const done = job?.progress.done ?? 0;
  const total = job?.progress.total ?? rows;
  return (
    <Stack gap={6} role="status" aria-label={labelOf(kind, name)}>
      <Text size="sm" fw={500} truncate title={name}>
        {doing} {name}
      </Text>
      <Progress
        size="sm"
        value={total ? Math.min(100, (100 * done) / total) : 100}
        animated={!total}
        aria-label={`Progress of ${name}`}
      />
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" className="figures">
          {total ? `${figure(done)} of ${amount(total)}` : amount(done)}
        </Text>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Cancel the ${noun} of ${name}`}
          onClick={() => void client.activity.cancel({ jobId }).catch(showError)}
        >
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}

function labelOf(kind: StartedExport["kind"], name: string): string {
  return `${kind === "export" ? "Export" : "Download"} of ${name}`;
}

function Ended({ started: { kind, name }, job }: { started: StartedExport; job: Job }) {
  const { noun, done, amount } = words[kind];
  const { state, error, outcome, progress, warnings } = job;
  return (
    <Stack gap={4} role="status" aria-label={labelOf(kind, name)} data-state={state}>
      <Text size="sm" fw={500} title={name}>
        {state === "done" && `${name} ${done}, ${amount(progress.done)}.`}
        {state === "cancelled" && `The ${noun} of ${name} was cancelled. Nothing is left of it.`}
        {state === "failed" && (error?.message ?? `The ${noun} of ${name} failed.`)}
      </Text>
      {error?.hint && <Text size="xs">{error.hint}</Text>}
      {warnings.map((warning) => (
        <Text key={warning} size="xs" c="orange">
          {warning}
        </Text>
      ))}
      <Outcome outcome={outcome} />
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: Job["outcome"] }) {
  const host = useHost();
  if (outcome?.kind === "download") {
    return (
      <Text size="xs" c="dimmed">
        The browser saves it now. If it does not:{" "}
        <Anchor size="xs" href={outcome.url} download={outcome.name}>
          Download {outcome.name}
        </Anchor>
      </Text>
    );
  }
  if (outcome?.kind !== "file") return null;
  return (
    <>
      <Text size="xs" c="dimmed" truncate title={outcome.path}>
        {outcome.path}
      </Text>
      {host?.can.reveal && (
        <Anchor
          component="button"
          size="sm"
          ta="left"
          onClick={() => void client.host.reveal({ path: outcome.path }).catch(showError)}
        >
          Show in folder
        </Anchor>
      )}
    </>
  );
}
