import { ActionIcon, Button, Group, Progress, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconChartHistogram, IconX } from "@tabler/icons-react";
import type { Job } from "../../../shared/contract/activity.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatCount, formatTime } from "../../lib/format.ts";
import { showError } from "../../ui/show-error.ts";
import classes from "./profiles.module.css";
import { useProfile } from "./use-profile.ts";

interface ProfileBarProps {
  address: ObjectAddress;
  /** Its name in the catalog; null for files that are not in it. */
  table: string | null;
}

/** How many bytes are known at first by what is found: a little more is still what the person wanted. */
const ALLOWANCE = 1.1;

/** Makes a profile of a dataset and says how old the newest is; while one is made, how far it is. */
export function ProfileBar({ address, table }: ProfileBarProps) {
  const { profile, job, start } = useProfile(address);
  const run = (allowBytes?: number) =>
    start.mutate({ table, ...(allowBytes === undefined ? {} : { allowBytes }) }, { onError: showError });
  const { current } = profile.data ?? {};
  return (
    <Group gap={8} wrap="nowrap" className={classes["bar"] ?? ""} role="group" aria-label="Profile">
      {job?.state === "running" ? (
        <Running job={job} />
      ) : (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconChartHistogram size={13} />}
          loading={start.isPending}
          onClick={() => run()}
        >
          {current ? "Profile again" : "Profile"}
        </Button>
      )}
      {job?.state === "failed" && job.error ? (
        <Failed error={job.error} onRun={run} />
      ) : (
        <Text size="xs" c="dimmed" truncate>
          {current ? (
            <span title={exactTime(current.at)}>
              {formatCount(current.rows)} rows, {formatTime(current.at)}
            </span>
          ) : (
            "Reads all rows for the figures of each column."
          )}
        </Text>
      )}
    </Group>
  );
}

function Running({ job }: { job: Job }) {
  const { done, total, detail } = job.progress;
  return (
    <>
      <Progress
        w={120}
        size="sm"
        animated={!total}
        value={total ? (100 * done) / total : 100}
        aria-label={`Progress of ${job.title}`}
      />
      <Text size="xs" c="dimmed" className="figures">
        {detail ?? (total ? `${formatCount(done)} of ${formatCount(total)} columns` : "Reading …")}
      </Text>
      <ActionIcon
        size="xs"
        aria-label={`Cancel ${job.title}`}
        onClick={() => void client.activity.cancel({ jobId: job.id }).catch(showError)}
      >
        <IconX size={12} />
      </ActionIcon>
    </>
  );
}

function Failed({ error, onRun }: { error: NonNullable<Job["error"]>; onRun: (allowBytes?: number) => void }) {
  const bytes = error.code === "TOO_LARGE" && error.details?.["askable"] === true ? error.details["bytes"] : undefined;
  if (typeof bytes !== "number") {
    return (
      <Text size="xs" c="red" truncate title={error.hint ?? error.message}>
        {error.message}
      </Text>
    );
  }
  const ask = () =>
    modals.openConfirmModal({
      title: `Read ${formatBytes(bytes)} from the lake?`,
      children: <Text size="sm">{error.hint ?? "A profile reads the whole of the dataset."}</Text>,
      labels: { confirm: "Read it", cancel: "Cancel" },
      onConfirm: () => onRun(bytes * ALLOWANCE),
    });
  return (
    <Button variant="light" size="compact-xs" title={exactBytes(bytes)} onClick={ask}>
      Reads {formatBytes(bytes)} from the lake …
    </Button>
  );
}
