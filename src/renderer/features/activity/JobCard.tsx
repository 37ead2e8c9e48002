import { ActionIcon, Anchor, Badge, Group, Paper, Progress, Text, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Job } from "../../../shared/contract/activity.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatBytes, formatCount, formatTime } from "../../lib/format.ts";
import { useHost } from "../../lib/host.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";

const colors: Record<Job["state"], string> = { running: "lake", done: "green", failed: "red", cancelled: "gray" };

/** One job: how far it is, how it ended, and what it left. */
export function JobCard({ job }: { job: Job }) {
  const { progress } = job;
  const cancel = () => client.activity.cancel({ jobId: job.id }).catch(showError);
  return (
    <Paper withBorder p="sm" data-job={job.kind} data-state={job.state}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <Badge size="sm" variant="light" color={colors[job.state]}>
            {job.state}
          </Badge>
          <Text fw={500} truncate>
            {job.title}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Text size="xs" c="dimmed" className="figures" title={exactTime(job.startedAt)}>
            {progressText(job)} · {formatTime(job.startedAt)}
          </Text>
          {job.state === "running" && (
            <Tooltip label="Cancel">
              <ActionIcon aria-label={`Cancel ${job.title}`} onClick={() => void cancel()}>
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      {job.state === "running" && (
        <Progress
          mt="xs"
          size="sm"
          animated={progress.total === null}
          value={progress.total ? (100 * progress.done) / progress.total : 100}
          aria-label={`Progress of ${job.title}`}
        />
      )}
      {job.error && <ErrorNotice error={job.error} />}
      {job.warnings.map((warning) => (
        <Text key={warning} size="xs" c="orange" mt={4}>
          {warning}
        </Text>
      ))}
      <JobOutcome job={job} />
    </Paper>
  );
}

function JobOutcome({ job: { outcome } }: { job: Job }) {
  const host = useHost();
  if (outcome?.kind === "download") {
    return (
      <Anchor size="sm" href={outcome.url} download={outcome.name}>
        Download {outcome.name}
      </Anchor>
    );
  }
  if (outcome?.kind !== "file") return null;
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed">
        {outcome.path}
      </Text>
      {host?.can.reveal && (
        <Anchor
          component="button"
          size="xs"
          onClick={() => void client.host.reveal({ path: outcome.path }).catch(showError)}
        >
          Show in folder
        </Anchor>
      )}
    </Group>
  );
}

function progressText({ progress: { done, total, unit } }: Job): string {
  const write = unit === "bytes" ? formatBytes : formatCount;
  const text = total === null ? write(done) : `${write(done)} of ${write(total)}`;
  return unit === "bytes" ? text : `${text} ${unit}`;
}
