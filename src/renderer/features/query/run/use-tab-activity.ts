import type { QueryTab } from "../../../../shared/contract/query.ts";
import { hasEnded } from "./follow-execution.ts";
import { useRunStore } from "./run-store.ts";
import { useExecution } from "./use-execution.ts";

interface TabActivity {
  isRunning: boolean;
  /** The execution that is under way, which a cancel ends. */
  runningId: string | null;
}

/** Whether something of a tab is under way: a run of this window, or an execution that an earlier page started. */
export function useTabActivity(tab: QueryTab): TabActivity {
  const lastId = tab.executionIds.at(-1);
  const { data } = useExecution(lastId);
  const isGoingOn = useRunStore(({ byTab }) => byTab[tab.id]?.isGoingOn ?? false);
  const isExecuting = data !== undefined && !hasEnded(data);
  return { isRunning: isGoingOn || isExecuting, runningId: isExecuting ? data.id : null };
}
