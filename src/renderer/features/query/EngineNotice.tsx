import { Text } from "@mantine/core";
import { useCallback } from "react";
import type { EngineStatus } from "../../../shared/contract/host.ts";
import { client } from "../../lib/client.ts";
import { formatBytes, plural } from "../../lib/format.ts";
import { useStream } from "../../lib/use-stream.ts";
import classes from "./QueryPage.module.css";

const sentences: Record<EngineStatus["state"], string> = {
  starting: "The engine is starting",
  ready: "Engine ready",
  busy: "Engine busy",
  unresponsive: "The engine does not answer",
  restarting: "The engine is restarting",
  stopped: "The engine starts with the next query",
};

/** How the process that runs queries is: a dot while all is well, a sentence when it is not. */
export function EngineNotice() {
  const engines = useStream(
    useCallback((options: { signal: AbortSignal }) => client.host.engines(undefined, options), []),
  );
  const engine = engines.value?.find(({ role }) => role === "questions");
  if (!engine) return null;
  const isWell = engine.state === "ready" || engine.state === "busy" || engine.state === "stopped";
  return (
    <div
      className={classes["engine"]}
      role="status"
      aria-label="Engine"
      data-state={engine.state}
      title={detailOf(engine)}
    >
      <i />
      <Text size="xs" component="span" truncate>
        {isWell ? (engine.memoryBytes === null ? "" : formatBytes(engine.memoryBytes)) : sentences[engine.state]}
      </Text>
    </div>
  );
}

function detailOf({ state, memoryBytes, memoryLimitBytes, restarts, lastFailure }: EngineStatus): string {
  return [
    sentences[state],
    memoryBytes === null ? null : `Memory ${formatBytes(memoryBytes)} of ${formatBytes(memoryLimitBytes)}`,
    restarts > 0 ? `Restarted ${plural(restarts, "time")}` : null,
    lastFailure,
  ]
    .filter((part) => part !== null)
    .join("\n");
}
