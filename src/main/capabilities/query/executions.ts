import type { Execution } from "../../../shared/contract/query.ts";
import type { AthenaFacts, AthenaOptions, EngineKind } from "../../../shared/domain/athena.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { splitStatements } from "../../../shared/domain/sql-statements.ts";
import { log } from "../../log.ts";
import type { AthenaEngine, QueryOutcome, RunOptions } from "../../lake/ports.ts";
import type { AthenaPrices } from "./athena-prices.ts";
import type { ExecutionRecords } from "./execution-records.ts";
import { type Ending, notSucceeded, queuedExecution, succeeded } from "./execution-states.ts";
import { engineOf, type QueriedLake } from "./lake-engines.ts";
import { RunQueue } from "./run-queue.ts";
import { RunningExecution } from "./running-execution.ts";

/**
 * Executions of a lake that run at once in an engine; others are queued. Each engine has a queue of its own, so that
 * Athena holds nothing else up; Athena queues by itself what is more than the account may run.
 */
const AT_ONCE: Record<EngineKind, number> = { duckdb: 4, athena: 16 };

/** How a person wants a statement to run; what is not said is the lake's default. */
export interface StartOptions {
  engine?: EngineKind | null;
  athena?: AthenaOptions | null;
  confirmedWrite?: boolean;
  allowBytes?: number | null;
}

interface Going {
  running: RunningExecution;
  ended: Promise<void>;
}

/** The executions that have not ended. They go on whoever watches them, and every one leaves a record. */
export class Executions {
  readonly #records: ExecutionRecords;
  readonly #prices: AthenaPrices;
  /** Called after each end. */
  readonly #onEnd: (lakeId: string) => Promise<void>;
  readonly #going = new Map<string, Going>();
  readonly #queues = new Map<string, RunQueue>();

  constructor(records: ExecutionRecords, prices: AthenaPrices, onEnd: (lakeId: string) => Promise<void>) {
    this.#records = records;
    this.#prices = prices;
    this.#onEnd = onEnd;
  }

  /** INVALID_INPUT when the text holds no statement, UNAVAILABLE when the lake does not have the engine. */
  start(lake: QueriedLake, sql: string, tabId: string | null, how: StartOptions = {}): Execution {
    if (splitStatements(sql).length === 0) {
      throw new AppError("INVALID_INPUT", "There is no statement to run.", { hint: "Write one, or select one." });
    }
    const { athena = null, confirmedWrite = false, allowBytes = null } = how;
    const engine = engineOf(lake, how.engine ?? null);
    const execution = queuedExecution({ lakeId: lake.id, tabId, sql, engine: engine.kind, athena: null });
    const request = { executionId: execution.id, sql, athena, confirmedWrite, allowBytes };
    return this.#begin(execution, (options) => engine.execute(request, options));
  }

  /** Follows an execution that Athena already knows, to its result. */
  attach(
    lake: QueriedLake,
    engine: AthenaEngine,
    { sql, facts, tabId }: { sql: string; facts: AthenaFacts & { executionId: string }; tabId: string | null },
  ): Execution {
    const followed = [...this.#going.values()].find(
      ({ running: { lakeId, execution } }) => lakeId === lake.id && execution.athena?.executionId === facts.executionId,
    );
    if (followed) return followed.running.execution;
    const execution = queuedExecution({ lakeId: lake.id, tabId, sql, engine: engine.kind, athena: facts });
    return this.#begin(execution, (options) => engine.attach(facts.executionId, options));
  }

  find(id: string): RunningExecution | null {
    return this.#going.get(id)?.running ?? null;
  }

  /** Cancels what runs in lakes that are not open any more. */
  keepOnly(lakeIds: ReadonlySet<string>): void {
    for (const { running } of this.#going.values()) if (!lakeIds.has(running.lakeId)) running.cancel();
    for (const key of this.#queues.keys()) if (!lakeIds.has(lakeOfQueue(key))) this.#queues.delete(key);
  }

  /** Resolves once everything that was started by now has ended. */
  async whenIdle(): Promise<void> {
    await Promise.all([...this.#going.values()].map(({ ended }) => ended));
  }

  /** Ends everything and waits until it is recorded. What Athena runs goes on there, and may be attached to again. */
  async close(): Promise<void> {
    const going = [...this.#going.values()];
    for (const { running } of going) running.leave();
    await Promise.all(going.map(({ ended }) => ended));
  }

  #begin(execution: Execution, work: (options: RunOptions) => Promise<QueryOutcome>): Execution {
    const running = new RunningExecution(execution);
    this.#records.begin(execution);
    const ended = this.#run(running, work).finally(() => this.#going.delete(running.id));
    this.#going.set(running.id, { running, ended });
    return running.execution;
  }

  async #run(running: RunningExecution, work: (options: RunOptions) => Promise<QueryOutcome>): Promise<void> {
    const { id, lakeId, signal } = running;
    const onProgress: RunOptions["onProgress"] = (progress) => {
      const known = running.execution.athena?.executionId ?? null;
      running.progress(progress);
      // At once: an app that is killed finds what it left running by this id.
      if (progress.athena && progress.athena.executionId !== known) this.#learn(id, progress.athena);
    };
    const ending = await this.#queue(running)
      .run(signal, () => {
        running.running();
        return work({ signal, onProgress });
      })
      .then(succeeded, (error: unknown) => notSucceeded(running.execution, error, signal));
    running.end(this.#recorded(running, ending));
    await this.#onEnd(lakeId);
  }

  #recorded(running: RunningExecution, ending: Ending): Partial<Execution> {
    const { elapsedMs } = running.execution;
    const { athena, statement, state } = ending;
    // Statements that fail are not charged, those that are cancelled are (aws.amazon.com/athena/pricing).
    const cost = athena && state !== "failed" ? this.#prices.estimate(athena, statement) : null;
    const end = { ...ending, elapsedMs, cost };
    if (running.isLeft && athena?.executionId != null) return end;
    try {
      this.#records.end(running.id, { ...end, durationMs: elapsedMs });
      return end;
    } catch (error) {
      log("error", "an execution was not recorded", { id: running.id, error });
      return { ...end, warnings: [...end.warnings, "This query could not be written to the history."] };
    }
  }

  #learn(id: string, facts: AthenaFacts): void {
    try {
      this.#records.learn(id, facts);
    } catch (error) {
      log("error", "the id of an execution was not recorded", { id, athena: facts.executionId, error });
    }
  }

  #queue({ lakeId, execution: { engine } }: RunningExecution): RunQueue {
    const key = `${engine} ${lakeId}`;
    const queue = this.#queues.get(key) ?? new RunQueue(AT_ONCE[engine]);
    this.#queues.set(key, queue);
    return queue;
  }
}

function lakeOfQueue(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
