import { once } from "node:events";
import { matches, type Fault, type Match, type RequestFacts } from "./fault.ts";

/** A fault that waits for requests, and what became of it. */
export class InjectedFault {
  readonly fault: Fault;
  /** Ends when it has happened for the first time: the byte was reached, the answer given. */
  readonly happened: Promise<void>;
  readonly #match: Match;
  readonly #released: Promise<void>;
  readonly #resolve: () => void;
  readonly #release: () => void;
  #seen = 0;
  #count = 0;
  #isRemoved = false;

  constructor(fault: Fault, match: Match) {
    this.fault = fault;
    this.#match = match;
    const happening = Promise.withResolvers<void>();
    const releasing = Promise.withResolvers<void>();
    [this.happened, this.#resolve] = [happening.promise, happening.resolve];
    [this.#released, this.#release] = [releasing.promise, releasing.resolve];
  }

  /** How often it has happened. */
  get count(): number {
    return this.#count;
  }

  /** Lets go on what it holds now, and holds nothing more. */
  release(): void {
    this.#isRemoved = true;
    this.#release();
  }

  /** Leaves later requests alone. */
  remove(): void {
    this.#isRemoved = true;
  }

  /** Whether it is for this request; counts it when it matches. */
  hits(request: RequestFacts): boolean {
    if (this.#isRemoved || !matches(this.#match, request)) return false;
    const { skip = 0, times = 1 } = this.#match;
    this.#seen += 1;
    return this.#seen > skip && this.#seen <= skip + times;
  }

  /** To be called when it happens. */
  happen(): void {
    this.#count += 1;
    this.#resolve();
  }

  /** Ends when it holds nothing back any more, or nobody waits any more. */
  async released(signal: AbortSignal): Promise<void> {
    if (this.fault.kind === "hold") await Promise.race([this.#released, aborted(signal)]);
  }
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return signal.aborted ? Promise.resolve() : once(signal, "abort");
}
