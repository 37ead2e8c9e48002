import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { Job } from "../../../shared/contract/activity.ts";
import { client } from "../../lib/client.ts";
import { formatCount, plural } from "../../lib/format.ts";
import { useHost } from "../../lib/host.ts";
import { showError } from "../../ui/show-error.ts";
import { useJobs } from "../activity/index.ts";
import { startDownload } from "./start-download.ts";
import { type StartedExport, forgetExport } from "./started-exports.ts";

/** Follows an export in a corner of the window until it has ended: how far it is, a cancel, and then the file. */
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
  return <Ended name={started.name} job={job} />;
}

function Running({ started: { name, jobId, rows }, job }: { started: StartedExport; job: Job | undefined }) {
  const done = job?.progress.done ?? 0;
  const total = job?.progress.total ?? rows;
  return (
    <Stack gap={6} role="status" aria-label={`Export of ${name}`}>
      <Text size="sm" fw={500} truncate title={name}>
        Exporting {name}
      </Text>
      <Progress
        size="sm"
        value={total ? Math.min(100, (100 * done) / total) : 100}
        animated={!total}
        aria-label={`Progress of ${name}`}
      />
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" className="figures">
          {total ? `${formatCount(done)} of ${plural(total, "row")}` : plural(done, "row")}
        </Text>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Cancel the export of ${name}`}
          onClick={() => void client.activity.cancel({ jobId }).catch(showError)}
        >
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}

function Ended({ name, job }: { name: string; job: Job }) {
  const { state, error, outcome, progress, warnings } = job;
  return (
    <Stack gap={4} role="status" aria-label={`Export of ${name}`} data-state={state}>
      <Text size="sm" fw={500} title={name}>
        {state === "done" && `${name} is written, ${plural(progress.done, "row")}.`}
        {state === "cancelled" && `The export of ${name} was cancelled. Nothing is left of it.`}
        {state === "failed" && (error?.message ?? `The export of ${name} failed.`)}
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
