import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconBolt, IconCheck, IconTablePlus, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { HistoryEntry } from "../../../../shared/contract/query.ts";
import { client } from "../../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatDuration, formatTime, plural } from "../../../lib/format.ts";
import { showError } from "../../../ui/show-error.ts";
import { engineChoice } from "../engine/athena-place.ts";
import { openRun } from "../open-run.ts";
import { formatUsd } from "../results/format-usd.ts";
import { useOpenTab } from "../tabs/open-tab.ts";
import classes from "./SidePanel.module.css";

const icons: Record<HistoryEntry["state"], { icon: typeof IconCheck; colour: string }> = {
  succeeded: { icon: IconCheck, colour: "var(--mantine-color-green-6)" },
  failed: { icon: IconAlertTriangle, colour: "var(--mantine-color-red-6)" },
  cancelled: { icon: IconBan, colour: "var(--lakeshore-quiet)" },
  interrupted: { icon: IconBolt, colour: "var(--mantine-color-orange-6)" },
};

/** One run: its text, when, how long, how many rows, or why it failed. A click opens the text in a new tab. */
export function HistoryItem({ entry, onForget }: { entry: HistoryEntry; onForget: () => void }) {
  const { sql, state, startedAt, durationMs, rows, error, executionId, engine, athena, cost } = entry;
  const openTab = useOpenTab();
  const queries = useQueryClient();
  const openText = async () => {
    const text = entry.isCut ? (await client.query.get({ executionId })).sql : sql;
    openTab({ sql: text, ...engineChoice(engine, athena) });
  };
  const { icon: Icon, colour } = icons[state];
  return (
    <div className={classes["item"]} role="listitem" data-state={state}>
      <UnstyledButton
        className={classes["open"]}
        aria-label={`Open in a new tab: ${sql.slice(0, 120)}`}
        title={sql.slice(0, 1000)}
        onClick={() => void openText().catch(showError)}
      >
        <div className={classes["sql"]}>{sql.trim().slice(0, 300)}</div>
        <div className={classes["facts"]}>
          <Icon size={12} color={colour} aria-label={state} />
          <span title={`${exactTime(startedAt)}, ${engine}`}>{formatTime(startedAt)}</span>
          {durationMs !== null && <span title={`${durationMs} ms`}>{formatDuration(durationMs)}</span>}
          {rows !== null && <span>{plural(rows, "row")}</span>}
          {athena && athena.bytesScanned !== null && (
            <span title={`${exactBytes(athena.bytesScanned)} scanned by Athena, ${athena.executionId ?? ""}`}>
              {formatBytes(athena.bytesScanned)}
            </span>
          )}
          {cost && <span title="Estimate">{formatUsd(cost.usd)}</span>}
          {state !== "succeeded" && <span>{state}</span>}
        </div>
        {error !== null && (
          <div className={classes["error"]} title={error}>
            {error}
          </div>
        )}
      </UnstyledButton>
      <div className={classes["actions"]}>
        {(state === "succeeded" || (state === "interrupted" && athena?.executionId != null)) && (
          <Tooltip label="Show the result">
            <ActionIcon
              size="sm"
              aria-label="Show the result"
              onClick={() => void openRun(queries, executionId).catch(showError)}
            >
              <IconTablePlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label="Forget">
          <ActionIcon size="sm" aria-label="Forget this run" onClick={onForget}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}
