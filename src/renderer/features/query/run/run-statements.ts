import type { QueryClient } from "@tanstack/react-query";
import type { Execution } from "../../../../shared/contract/query.ts";
import { type AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import { showError } from "../../../ui/show-error.ts";
import { tabNow, useTabStore } from "../tabs/tab-store.ts";
import { executionKey, followExecution } from "./follow-execution.ts";
import { type Run, useRunStore } from "./run-store.ts";
import type { Statement } from "./statement.ts";

interface RunRequest {
  queries: QueryClient;
  lakeId: string;
  tabId: string;
  statements: readonly Statement[];
  /** The person has confirmed that they may write. */
  confirmedWrite?: boolean;
  /** Bytes that each may fetch from the lake, where the person was asked. */
  allowBytes?: number | null;
}

export function isRunGoingOn(tabId: string): boolean {
  return useRunStore.getState().byTab[tabId]?.isGoingOn ?? false;
}

/**
 * Runs statements one after another in a tab and shows each as it starts; stops at the first that is refused, fails or
 * is cancelled. Goes on while another page is shown.
 */
export async function runStatements(request: RunRequest): Promise<void> {
  const { queries, tabId, statements } = request;
  if (statements.length === 0 || isRunGoingOn(tabId)) return;
  const executionIds: string[] = [];
  const run: Run = { offsets: statements.map(({ offset }) => offset), isGoingOn: true, refused: null, notRun: [] };
  const { setRun, show } = useRunStore.getState();
  setRun(tabId, run);
  for (const [place, statement] of statements.entries()) {
    const notRun = statements.slice(place + 1);
    const started = await start(request, statement);
    if ("refused" in started) {
      if (place === 0) useTabStore.getState().change(tabId, { executionIds });
      show(tabId, place);
      setRun(tabId, { ...run, isGoingOn: false, refused: { statement, error: started.refused }, notRun });
      return;
    }
    const { execution } = started;
    queries.setQueryData(executionKey(execution.id), execution);
    executionIds.push(execution.id);
    if (!tabNow(tabId)) {
      // The tab was closed meanwhile.
      cancelExecution(execution.id);
      return setRun(tabId, { ...run, isGoingOn: false, notRun });
    }
    useTabStore.getState().change(tabId, { executionIds: [...executionIds] });
    show(tabId, place);
    const { state } = await followExecution(queries, execution.id).catch((error: unknown) => {
      showError(error);
      return { state: "failed" };
    });
    await queries.invalidateQueries({ queryKey: ["query-history"] });
    if (state !== "succeeded") return setRun(tabId, { ...run, isGoingOn: false, notRun });
  }
  setRun(tabId, { ...run, isGoingOn: false });
}

export function cancelExecution(executionId: string): void {
  client.query.cancel({ executionId }).catch(showError);
}

async function start(
  { lakeId, tabId, confirmedWrite = false, allowBytes = null }: RunRequest,
  { sql }: Statement,
): Promise<{ execution: Execution } | { refused: AppError }> {
  try {
    const { engine = null, athena = null } = tabNow(tabId) ?? {};
    return { execution: await client.query.start({ lakeId, sql, tabId, engine, athena, confirmedWrite, allowBytes }) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { refused: appErrorOf(error) };
  }
}
