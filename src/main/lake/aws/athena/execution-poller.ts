import {
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  type AthenaClient,
  type QueryExecution,
} from "@aws-sdk/client-athena";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { log } from "../../../log.ts";
import type { AthenaCalls } from "./athena-calls.ts";
import { hasEnded } from "./execution-facts.ts";

/** Executions that one call tells of (API reference, BatchGetQueryExecution). */
const BATCH = 50;

export interface PollTimes {
  /** Milliseconds until an execution is looked at first, and at most between two looks. */
  first: number;
  most: number;
  /** Milliseconds for which failing looks are repeated. */
  patience: number;
}

const TIMES: PollTimes = { first: 200, most: 5_000, patience: 5 * 60_000 };
/** Each pause is so much longer than the one before. */
const GROWTH = 1.4;

interface Watched {
  id: string;
  pause: number;
  due: number;
  failingSince: number | null;
  onMove: (execution: QueryExecution) => void;
  onFailure: (error: AppError) => void;
}

/** Asks Athena how executions are: all that are waited for together, in as few calls as can be, less and less often. */
export class ExecutionPoller {
  readonly #client: AthenaClient;
  readonly #calls: AthenaCalls;
  readonly #times: PollTimes;
  readonly #watched = new Set<Watched>();
  /** Ends the call under way when nobody waits any more. */
  #ending = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  /** Some principals, and some servers, may only ask for one at a time. */
  #batches = true;

  constructor(client: AthenaClient, calls: AthenaCalls, times: PollTimes = TIMES) {
    this.#client = client;
    this.#calls = calls;
    this.#times = times;
  }

  /**
   * Resolves with the execution once it has ended. Looks that fail and may be repeated are, for minutes: Athena goes on
   * meanwhile. Rejects with the signal's reason when it aborts.
   */
  wait(id: string, signal: AbortSignal, onMove: (execution: QueryExecution) => void): Promise<QueryExecution> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<QueryExecution>();
    const watched: Watched = {
      id,
      pause: this.#times.first,
      due: performance.now() + jittered(this.#times.first),
      failingSince: null,
      onMove: (execution) => {
        onMove(execution);
        if (hasEnded(execution)) resolve(execution);
      },
      onFailure: reject,
    };
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    this.#watched.add(watched);
    this.#schedule();
    return promise.finally(() => {
      signal.removeEventListener("abort", onAbort);
      this.#watched.delete(watched);
      if (this.#watched.size === 0) this.#rest();
    });
  }

  async get(id: string, signal: AbortSignal): Promise<QueryExecution> {
    const context = { call: "athena:GetQueryExecution", resource: `execution ${id}` };
    const { QueryExecution: found } = await this.#calls.make(context, signal, (abortSignal) =>
      this.#client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal }),
    );
    if (found) return found;
    throw new AppError("NOT_FOUND", `Athena knows no execution ${id}.`, {
      hint: "Look whether its id and region are right.",
    });
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  #schedule(): void {
    if (this.#isAsking || this.#watched.size === 0) return;
    clearTimeout(this.#timer);
    const due = Math.min(...[...this.#watched].map((watched) => watched.due));
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, due - performance.now()));
  }

  async #look(): Promise<void> {
    this.#isAsking = true;
    // Who is due soon is asked for in the same call.
    const soon = performance.now() + this.#times.first / 2;
    const asked = [...this.#watched].filter(({ due }) => due <= soon).slice(0, BATCH);
    try {
      const found = await this.#ask(
        asked.map(({ id }) => id),
        this.#ending.signal,
      );
      for (const watched of asked) this.#seen(watched, found.get(watched.id));
    } catch (error) {
      for (const watched of asked) this.#failed(watched, error);
    }
    this.#isAsking = false;
    this.#schedule();
  }

  #seen(watched: Watched, execution: QueryExecution | undefined): void {
    watched.failingSince = null;
    this.#wait(watched);
    if (execution) watched.onMove(execution);
    else watched.onFailure(new AppError("NOT_FOUND", `Athena knows no execution ${watched.id}.`));
  }

  #failed(watched: Watched, error: unknown): void {
    const failure =
      error instanceof AppError ? error : new AppError("INTERNAL", "Athena could not be asked.", { cause: error });
    watched.failingSince ??= performance.now();
    this.#wait(watched);
    const isTransient = failure.retryable && failure.code !== "AUTH_REQUIRED";
    if (isTransient && performance.now() - watched.failingSince < this.#times.patience) return;
    if (failure.code !== "CANCELLED") watched.onFailure(stillThere(failure));
  }

  #wait(watched: Watched): void {
    watched.pause = Math.min(this.#times.most, watched.pause * GROWTH);
    watched.due = performance.now() + jittered(watched.pause);
  }

  async #ask(ids: readonly string[], signal: AbortSignal): Promise<Map<string, QueryExecution>> {
    if (!this.#batches || ids.length === 1) return this.#askEach(ids, signal);
    const context = { call: "athena:BatchGetQueryExecution", resource: `${ids.length} executions` };
    try {
      const { QueryExecutions = [] } = await this.#calls.make(context, signal, (abortSignal) =>
        this.#client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids] }), { abortSignal }),
      );
      return new Map(QueryExecutions.map((execution) => [execution.QueryExecutionId ?? "", execution]));
    } catch (error) {
      const isOfService =
        error instanceof AppError && !["CANCELLED", "TIMEOUT", "RATE_LIMITED", "AUTH_REQUIRED"].includes(error.code);
      if (!isOfService) throw error;
      const each = await this.#askEach(ids, signal);
      this.#batches = false;
      log("info", "Athena tells of executions one at a time only", { error });
      return each;
    }
  }

  async #askEach(ids: readonly string[], signal: AbortSignal): Promise<Map<string, QueryExecution>> {
    const found = await Promise.all(ids.map((id) => this.get(id, signal)));
    return new Map(found.map((execution) => [execution.QueryExecutionId ?? "", execution]));
  }
}

/** Many apps that began together do not ask together. */
function jittered(pause: number): number {
  return pause * (0.75 + Math.random() / 2);
}

function stillThere(failure: AppError): AppError {
  const { code, message, retryable } = failure;
  return new AppError(code, message, {
    hint: `${failure.hint ?? ""} The query may go on in Athena: attach to it again to see what came of it.`.trim(),
    retryable,
    ...(failure.details && { details: failure.details }),
    cause: failure,
  });
}
