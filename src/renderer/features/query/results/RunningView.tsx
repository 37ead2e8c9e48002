import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { exactBytes, formatBytes, formatCount, formatDuration } from "../../../lib/format.ts";
import { cancelExecution } from "../run/run-statements.ts";
import classes from "./Results.module.css";

const TICK_MS = 100;

/** A query under way: for how long, how far, what it has and takes, and a way to end it. */
export function RunningView({ execution }: { execution: Execution }) {
  const { state, rows, memoryBytes, download } = execution;
  const progress = download ? download.done / Math.max(1, download.total) : execution.progress;
  const elapsed = useElapsed(execution);
  return (
    <Stack className={classes["running"]} align="center" justify="center" gap="sm">
      <Text fw={600} role="status">
        {state === "queued" ? "Waiting for the engine" : download ? "Downloading" : "Running"}{" "}
        <span className="figures" aria-label="Elapsed time">
          {formatDuration(elapsed)}
        </span>
      </Text>
      <Progress
        w={320}
        size="sm"
        aria-label="Progress of the query"
        value={progress === null ? 100 : Math.max(2, progress * 100)}
        animated={progress === null}
        striped={progress === null}
      />
      <Group gap="md" mih={18}>
        {progress !== null && <Text size="xs">{Math.round(progress * 100)} %</Text>}
        {download && (
          <Text size="xs" className="figures" title={exactBytes(download.done)}>
            {formatBytes(download.done)} of {formatBytes(download.total)}
          </Text>
        )}
        {rows !== null && (
          <Text size="xs" className="figures">
            {formatCount(rows)} rows
          </Text>
        )}
        {memoryBytes !== null && (
          <Text size="xs" className="figures" title={exactBytes(memoryBytes)}>
            {formatBytes(memoryBytes)} of memory
          </Text>
        )}
      </Group>
      <Button variant="default" onClick={() => cancelExecution(execution.id)}>
        Cancel
      </Button>
    </Stack>
  );
}

/** The time that main said last, and what has passed since. */
function useElapsed({ elapsedMs }: Execution): number {
  const [ticking, setTicking] = useState({ base: elapsedMs, since: 0 });
  useEffect(() => {
    const start = performance.now();
    const tick = () => setTicking({ base: elapsedMs, since: performance.now() - start });
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [elapsedMs]);
  return ticking.base === elapsedMs ? elapsedMs + ticking.since : elapsedMs;
}
