import { useMemo } from "react";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import { useRunStore } from "./run-store.ts";
import type { Statement } from "./statement.ts";
import { useExecution } from "./use-execution.ts";

export interface Failure {
  statement: Statement;
  error: Pick<AppErrorData, "message" | "hint" | "details">;
}

/** What went wrong with the statement whose result is shown: refused at the start, or failed on the way. */
export function useShownFailure(tab: QueryTab): Failure | null {
  const run = useRunStore(({ byTab }) => byTab[tab.id]);
  const place = useShownPlace(tab);
  const { data } = useExecution(tab.executionIds[place]);
  const started = tab.executionIds.length;
  return useMemo(() => {
    if (run?.refused && place >= started) return run.refused;
    if (!data?.error || data.state !== "failed") return null;
    return { statement: { sql: data.sql, offset: run?.offsets[place] ?? 0 }, error: data.error };
  }, [run, place, started, data]);
}

/** Which result of a tab is shown, by its place among them. One past the executions is the statement that was refused. */
export function useShownPlace({ id, executionIds }: QueryTab): number {
  const isRefused = useRunStore(({ byTab }) => byTab[id]?.refused != null);
  const shown = useRunStore((store) => store.shown[id]);
  const last = executionIds.length - (isRefused ? 0 : 1);
  return Math.max(0, Math.min(shown ?? last, last));
}
