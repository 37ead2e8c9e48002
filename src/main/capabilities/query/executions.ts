import { randomUUID } from "node:crypto";
import type { Execution } from "../../../shared/contract/query.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { splitStatements } from "../../../shared/domain/sql-statements.ts";
import { log } from "../../log.ts";
import type { Lake, QueryOutcome } from "../../lake/ports.ts";
import type { ExecutionEnd, ExecutionRecords } from "./execution-records.ts";
import { RunQueue } from "./run-queue.ts";
import { RunningExecution } from "./running-execution.ts";

/** Executions of a lake that run at once; others are queued. */
const AT_ONCE = 4;

/** What is needed of a lake. */
export type QueriedLake = Pick<Lake, "id" | "queries">;

interface Going {
  running: RunningExecution;
  ended: Promise<void>;
}

/** The executions that have not ended. They go on whoever watches them, and every one leaves a record. */
export class Executions {
  readonly #records: ExecutionRecords;
  /** Called after each end. */
  readonly #onEnd: (lakeId: string) => Promise<void>;
  readonly #going = new Map<string, Going>();
  readonly #queues = new Map<string, RunQueue>();

  constructor(records: ExecutionRecords, onEnd: (lakeId: string) => Promise<void>) {
    this.#records = records;
    this.#onEnd = onEnd;
  }

  /** INVALID_INPUT when the text holds no statement. */
  start(lake: QueriedLake, sql: string, tabId: string | null): Execution {
    if (splitStatements(sql).length === 0) {
      throw new AppError("INVALID_INPUT", "There is no statement to run.", { hint: "Write one, or select one." });
    }
    const running = new RunningExecution(queued(lake, sql, tabId));
    this.#records.begin(running.execution);
    const ended = this.#run(running, lake).finally(() => this.#going.delete(running.id));
    this.#going.set(running.id, { running, ended });
    return running.execution;
  }

  find(id: string): RunningExecution | null {
    return this.#going.get(id)?.running ?? null;
  }

  /** Cancels what runs in lakes that are not open any more. */
  keepOnly(lakeIds: ReadonlySet<string>): void {
    for (const { running } of this.#going.values()) if (!lakeIds.has(running.lakeId)) running.cancel();
    for (const lakeId of this.#queues.keys()) if (!lakeIds.has(lakeId)) this.#queues.delete(lakeId);
  }

  /** Resolves once everything that was started by now has ended. */
  async whenIdle(): Promise<void> {
    await Promise.all([...this.#going.values()].map(({ ended }) => ended));
  }

  /** Cancels everything and waits until it is recorded. */
  async close(): Promise<void> {
    const going = [...this.#going.values()];
    for (const { running } of going) running.cancel();
    await Promise.all(going.map(({ ended }) => ended));
  }

  async #run(running: RunningExecution, lake: QueriedLake): Promise<void> {
    const { id, signal } = running;
    const { sql } = running.execution;
    const change = await this.#queue(lake.id)
      .run(signal, () => {
        running.running();
        return lake.queries.execute(
          { executionId: id, sql },
          { signal, onProgress: (progress) => running.progress(progress) },
        );
      })
      .then(success, (error: unknown) => failure(id, error, signal));
    running.end(this.#recorded(id, { ...change, elapsedMs: running.execution.elapsedMs }));
    await this.#onEnd(lake.id);
  }

  #recorded(id: string, end: Change & Pick<Execution, "elapsedMs">): Partial<Execution> {
    try {
      this.#records.end(id, { ...end, durationMs: end.elapsedMs });
      return end;
    } catch (error) {
      log("error", "an execution was not recorded", { id, error });
      return { ...end, warnings: [...end.warnings, "This query could not be written to the history."] };
    }
  }

  #queue(lakeId: string): RunQueue {
    const queue = this.#queues.get(lakeId) ?? new RunQueue(AT_ONCE);
    this.#queues.set(lakeId, queue);
    return queue;
  }
}

/** What the end of an execution changes. */
type Change = Omit<ExecutionEnd, "durationMs" | "warnings"> & Pick<Execution, "columns" | "progress" | "warnings">;

function queued(lake: QueriedLake, sql: string, tabId: string | null): Execution {
  return {
    id: randomUUID(),
    lakeId: lake.id,
    tabId,
    sql,
    engine: lake.queries.kind,
    state: "queued",
    startedAt: new Date().toISOString(),
    elapsedMs: 0,
    progress: null,
    rows: null,
    memoryBytes: null,
    statement: null,
    resultSetId: null,
    columns: [],
    error: null,
    warnings: [],
  };
}

function success({ statement, columns, rows, resultSetId, warnings }: QueryOutcome): Change {
  return {
    state: "succeeded",
    progress: 1,
    statement,
    columns: [...columns],
    rows,
    resultSetId,
    warnings: [...warnings],
    error: null,
  };
}

function failure(id: string, error: unknown, signal: AbortSignal): Change {
  const nothing = { progress: null, statement: null, columns: [], rows: null, resultSetId: null, warnings: [] };
  // However the engine came to an end, a person who cancelled sees just that.
  if (signal.aborted || isCancellation(error)) return { ...nothing, state: "cancelled", error: null };
  if (!(error instanceof AppError)) log("error", "query failed", { id, error });
  const known =
    error instanceof AppError
      ? error
      : new AppError("INTERNAL", "Something in Lakeshore went wrong.", { cause: error });
  return { ...nothing, state: "failed", error: known.toData() };
}
