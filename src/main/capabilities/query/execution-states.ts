import { randomUUID } from "node:crypto";
import type { Execution } from "../../../shared/contract/query.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { QueryOutcome } from "../../lake/ports.ts";

/** What the end of an execution changes. */
export type Ending = Pick<
  Execution,
  "progress" | "rows" | "statement" | "resultSetId" | "columns" | "error" | "warnings" | "athena"
> & { state: "succeeded" | "failed" | "cancelled" };

/** An execution before it runs. */
export function queuedExecution(start: Pick<Execution, "lakeId" | "tabId" | "sql" | "engine" | "athena">): Execution {
  return {
    ...start,
    id: randomUUID(),
    state: "queued",
    startedAt: new Date().toISOString(),
    elapsedMs: 0,
    progress: null,
    rows: null,
    memoryBytes: null,
    download: null,
    statement: null,
    resultSetId: null,
    columns: [],
    error: null,
    warnings: [],
    cost: null,
  };
}

export function succeeded({ statement, columns, rows, resultSetId, warnings, athena }: QueryOutcome): Ending {
  return {
    state: "succeeded",
    progress: 1,
    statement,
    columns: [...columns],
    rows,
    resultSetId,
    warnings: [...warnings],
    error: null,
    athena: athena ?? null,
  };
}

/** `known` is what was known of it when it failed. */
export function notSucceeded(known: Execution, error: unknown, signal: AbortSignal): Ending {
  const { athena, statement } = known;
  const nothing = { progress: null, columns: [], rows: null, resultSetId: null, warnings: [], athena, statement };
  // However the engine came to an end, a person who cancelled sees just that.
  if (signal.aborted || isCancellation(error)) return { ...nothing, state: "cancelled", error: null };
  if (!(error instanceof AppError)) log("error", "query failed", { id: known.id, error });
  const told =
    error instanceof AppError
      ? error
      : new AppError("INTERNAL", "Something in Lakeshore went wrong.", { cause: error });
  return { ...nothing, state: "failed", error: told.toData() };
}
