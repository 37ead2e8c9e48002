import { Button, Center, Loader } from "@mantine/core";
import { IconBan, IconHistory } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Execution } from "../../../../shared/contract/query.ts";
import { useLake } from "../../../app/lake-context.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { showError } from "../../../ui/show-error.ts";
import { runStatements } from "../run/run-statements.ts";
import { useExecution } from "../run/use-execution.ts";
import { activeTab } from "../tabs/tab-list.ts";
import { useTabStore } from "../tabs/tab-store.ts";
import { DoneView, hasNoRows } from "./DoneView.tsx";
import { ExecutionWarnings } from "./ExecutionWarnings.tsx";
import { FailedView, type RunAgainOptions } from "./FailedView.tsx";
import { AthenaFactsLine } from "./AthenaFactsLine.tsx";
import classes from "./Results.module.css";
import { FinishedResult } from "./FinishedResult.tsx";
import { RunningView } from "./RunningView.tsx";

interface ExecutionViewProps {
  executionId: string;
  /** What an export of it is called at first. */
  title: string;
}

/** One run of one statement: under way, its rows, or why there are none. */
export function ExecutionView({ executionId, title }: ExecutionViewProps) {
  const { data: execution, error, refetch } = useExecution(executionId);
  if (error) {
    if (appErrorOf(error).code === "NOT_FOUND") return <ResultGone />;
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  }
  if (!execution) return <Center h="100%">{<Loader size="sm" aria-label="Looking for the result" />}</Center>;
  return (
    <>
      <ExecutionWarnings warnings={execution.warnings} />
      {execution.athena && (
        <div className={classes["athena"]}>
          <AthenaFactsLine execution={execution} />
        </div>
      )}
      <ExecutionState execution={execution} title={title} />
    </>
  );
}

function ExecutionState({ execution, title }: { execution: Execution; title: string }) {
  const again = useRunAgain(execution.sql);
  switch (execution.state) {
    case "queued":
    case "running":
      return <RunningView execution={execution} />;
    case "failed":
      return <FailedView execution={execution} onRunAgain={again} />;
    case "cancelled":
      return (
        <EmptyState
          icon={<IconBan size={22} />}
          title="Cancelled"
          action={<RunAgainButton onClick={() => again()} />}
        />
      );
    case "succeeded":
      if (execution.resultSetId === null && hasNoRows(execution)) return <DoneView execution={execution} />;
      if (execution.resultSetId === null) return <ResultGone sql={execution.sql} />;
      return <FinishedResult execution={execution} resultSetId={execution.resultSetId} title={title} />;
  }
}

/** The run is known, but its rows have made room for newer ones. */
function ResultGone({ sql }: { sql?: string }) {
  const again = useRunAgain(sql ?? "");
  return (
    <EmptyState
      icon={<IconHistory size={22} />}
      title="This result is not kept any more"
      action={sql !== undefined && <RunAgainButton onClick={() => again()} />}
    >
      Results make room for newer ones. Run the query again to see its rows.
    </EmptyState>
  );
}

function RunAgainButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="default" onClick={onClick}>
      Run it again
    </Button>
  );
}

function useRunAgain(sql: string): (how?: RunAgainOptions) => void {
  const { summary } = useLake();
  const queries = useQueryClient();
  return (how) => {
    const tab = activeTab(useTabStore.getState().list);
    if (!tab) return;
    const offset = Math.max(0, tab.sql.indexOf(sql));
    runStatements({ queries, lakeId: summary.id, tabId: tab.id, statements: [{ sql, offset }], ...how }).catch(
      showError,
    );
  };
}
