import { ActionIcon, CopyButton, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { exactBytes, formatBytes, formatDuration, plural } from "../../../lib/format.ts";
import { formatUsd } from "./format-usd.ts";

/** What Athena says of an execution: its id of it, what it read, for how long, and about what it cost. */
export function AthenaFactsLine({ execution: { athena, cost } }: { execution: Pick<Execution, "athena" | "cost"> }) {
  if (!athena?.executionId) return null;
  const { executionId, bytesScanned, isReused, queueMs, engineMs, rowsWritten, workgroup } = athena;
  const times = [
    queueMs !== null && `queued ${formatDuration(queueMs)}`,
    engineMs !== null && `engine ${formatDuration(engineMs)}`,
    workgroup !== null && `workgroup ${workgroup}`,
  ].filter((part) => part !== false);
  return (
    <Text size="xs" c="dimmed" className="figures" component="div" role="note" aria-label="Athena">
      <span title={times.join(", ")}>Athena</span>
      {isReused && " · result used again"}
      {bytesScanned !== null && (
        <span title={exactBytes(bytesScanned)}>{` · ${formatBytes(bytesScanned)} scanned`}</span>
      )}
      {cost && (
        <span
          title={`By $${cost.usdPerTb} a TB; the bill tells exactly`}
        >{` · ${formatUsd(cost.usd)} (estimate)`}</span>
      )}
      {rowsWritten !== null && ` · ${plural(rowsWritten, "row")} written`}
      {" · "}
      <span title="Execution id">{executionId}</span>
      <CopyButton value={executionId}>
        {({ copied, copy }) => (
          <Tooltip label="Copy the execution id">
            <ActionIcon size="xs" ml={2} aria-label="Copy the execution id" onClick={copy}>
              {copied ? <IconCheck size={11} /> : <IconCopy size={11} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Text>
  );
}
