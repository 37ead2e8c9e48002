import type { Execution } from "../../../shared/contract/query.ts";
import { LeaveRunning } from "../../lake/leave-running.ts";
import type { QueryProgress } from "../../lake/ports.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { Pace } from "../../streams/pace.ts";

/** Milliseconds between two moves that are shown. */
const PACE = 100;

/** An execution that has not ended: what is known of it now, for any number of people who watch it. */
export class RunningExecution {
  readonly id: string;
  readonly lakeId: string;
  readonly #controller = new AbortController();
  readonly #begun = performance.now();
  readonly #moves = new LatestValue(0);
  #now: Execution;
  #isEnded = false;
  readonly #pace = new Pace(PACE, () => this.#moves.set(this.#moves.value + 1));

  constructor(execution: Execution) {
    this.id = execution.id;
    this.lakeId = execution.lakeId;
    this.#now = execution;
  }

  /** Aborts when the execution is cancelled. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** As it is at this moment. */
  get execution(): Execution {
    return this.#isEnded ? this.#now : { ...this.#now, elapsedMs: performance.now() - this.#begun };
  }

  /** The execution now, and after each move until its end. */
  async *follow(signal: AbortSignal): AsyncGenerator<Execution, void, undefined> {
    for await (const _move of this.#moves.follow(signal)) yield this.execution;
  }

  cancel(): void {
    this.#controller.abort();
  }

  /** Ends it here; what a service runs by itself goes on. */
  leave(): void {
    this.#controller.abort(new LeaveRunning());
  }

  /** Whether the service may go on with it. */
  get isLeft(): boolean {
    return this.signal.reason instanceof LeaveRunning;
  }

  running(): void {
    this.#move({ state: "running" });
  }

  progress({ fraction, rows, memoryBytes, download, athena }: QueryProgress): void {
    this.#move({
      progress: fraction,
      rows,
      memoryBytes,
      download: download ?? null,
      ...(athena && { athena }),
    });
  }

  /** Shows the end at once, and ends who follows. */
  end(change: Partial<Execution>): void {
    this.#now = { ...this.execution, ...change };
    this.#isEnded = true;
    this.#pace.now();
    this.#moves.close();
  }

  #move(change: Partial<Execution>): void {
    this.#now = { ...this.#now, ...change };
    this.#pace.soon();
  }
}
