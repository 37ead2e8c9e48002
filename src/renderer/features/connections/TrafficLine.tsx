import { Tooltip } from "@mantine/core";
import { useCallback } from "react";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes, formatCount, plural } from "../../lib/format.ts";
import { useStream } from "../../lib/use-stream.ts";
import classes from "./connections.module.css";

/** What a connection has asked of the network since the app started; the exact figures on hover. */
export function TrafficLine({ connectionId }: { connectionId: string }) {
  const { value: traffic } = useStream(
    useCallback(
      (options: { signal: AbortSignal }) => client.connections.traffic({ connectionId }, options),
      [connectionId],
    ),
  );
  if (!traffic) return null;
  const { requests, failures, bytesIn, bytesOut, operations } = traffic;
  const exact = [
    `${plural(requests, "request")}, ${formatCount(failures)} failed`,
    `received ${exactBytes(bytesIn)}`,
    `sent ${exactBytes(bytesOut)}`,
    ...operations.slice(0, 12).map(({ operation, requests: times }) => `${formatCount(times)} × ${operation}`),
  ];
  return (
    <Tooltip
      multiline
      label={exact.map((line) => (
        <div key={line}>{line}</div>
      ))}
    >
      <div className={`${classes["traffic"]} figures`} aria-label="Traffic since Lakeshore was started">
        {plural(requests, "request")} · {formatBytes(bytesIn)} in · {formatBytes(bytesOut)} out
      </div>
    </Tooltip>
  );
}
