import { creditStep } from "../../../shared/transport/flow-control.ts";

export interface MeteredStreamOptions {
  /** Tells the producer that this many more values may come. */
  grant: (values: number) => void;
  mapError: (error: unknown) => unknown;
}

/**
 * A stream that gives its producer credit as it is consumed. `return` takes effect at once, also while a `next` waits
 * (that of an async generator would wait for the next value).
 */
export class MeteredStream implements AsyncIterableIterator<unknown> {
  readonly #source: AsyncIterator<unknown>;
  readonly #options: MeteredStreamOptions;
  #holdsValue = false;
  #consumed = 0;

  constructor(source: AsyncIterator<unknown>, options: MeteredStreamOptions) {
    this.#source = source;
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<unknown>> {
    this.#countConsumed();
    try {
      const result = await this.#source.next();
      this.#holdsValue = !result.done;
      return result;
    } catch (error) {
      throw this.#options.mapError(error);
    }
  }

  async return(): Promise<IteratorResult<unknown>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  /** Asking for the next value says that the last one is done with. */
  #countConsumed(): void {
    if (!this.#holdsValue) return;
    this.#holdsValue = false;
    this.#consumed += 1;
    if (this.#consumed < creditStep) return;
    this.#options.grant(this.#consumed);
    this.#consumed = 0;
  }
}
