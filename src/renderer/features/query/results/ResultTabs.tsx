import { Loader, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import type { Execution, QueryTab } from "../../../../shared/contract/query.ts";
import { useRunStore } from "../run/run-store.ts";
import { useExecution } from "../run/use-execution.ts";
import classes from "./Results.module.css";

/** One entry for each statement of a run of several. */
export function ResultTabs({ tab, shown }: { tab: QueryTab; shown: number }) {
  const run = useRunStore(({ byTab }) => byTab[tab.id]);
  const show = useRunStore((store) => store.show);
  const count = tab.executionIds.length + (run?.refused ? 1 : 0);
  if (count < 2) return null;
  return (
    <div className={classes["results"]} role="tablist" aria-label="Results of this run">
      {tab.executionIds.map((id, place) => (
        <ResultTab
          key={id}
          executionId={id}
          place={place}
          isShown={place === shown}
          onShow={() => show(tab.id, place)}
        />
      ))}
      {run?.refused && (
        <UnstyledButton
          role="tab"
          aria-selected={shown === tab.executionIds.length}
          className={classes["resultTab"]}
          title={run.refused.statement.sql}
          onClick={() => show(tab.id, tab.executionIds.length)}
        >
          <StateIcon state="failed" /> Result {count}
        </UnstyledButton>
      )}
    </div>
  );
}

interface ResultTabProps {
  executionId: string;
  place: number;
  isShown: boolean;
  onShow: () => void;
}

function ResultTab({ executionId, place, isShown, onShow }: ResultTabProps) {
  const { data } = useExecution(executionId);
  return (
    <UnstyledButton
      role="tab"
      aria-selected={isShown}
      className={classes["resultTab"]}
      title={data?.sql.slice(0, 500)}
      onClick={onShow}
    >
      {data && <StateIcon state={data.state} />} Result {place + 1}
    </UnstyledButton>
  );
}

function StateIcon({ state }: { state: Execution["state"] }) {
  switch (state) {
    case "queued":
    case "running":
      return <Loader size={10} aria-label="Running" />;
    case "succeeded":
      return <IconCheck size={12} color="var(--mantine-color-green-6)" aria-label="Succeeded" />;
    case "failed":
      return <IconAlertTriangle size={12} color="var(--mantine-color-red-6)" aria-label="Failed" />;
    case "cancelled":
      return <IconX size={12} aria-label="Cancelled" />;
  }
}
