import type { StreamCredit } from "./stream-credit.ts";

export interface RelayOptions {
  credit: StreamCredit;
  signal: AbortSignal;
  /** What the reader is told when the source fails. */
  mapError: (error: unknown) => unknown;
  /** Called once, whichever way the stream ends. */
  onEnd: () => void;
}

/**
 * A stream that pulls its source only while the reader has room, and that ends at once when the call is aborted, also
 * while the source is waiting for something else. The source's `return` is called then, so that its `finally` runs.
 */
export class RelayedStream implements AsyncIterableIterator<unknown> {
  readonly #source: AsyncIterator<unknown>;
  readonly #options: RelayOptions;
  readonly #ended = new AbortController();

  constructor(source: AsyncIterator<unknown>, options: RelayOptions) {
    this.#source = source;
    this.#options = options;
    const { signal } = options;
    const onAbort = () => void this.return();
    signal.addEventListener("abort", onAbort, { once: true });
    this.#ended.signal.addEventListener("abort", () => signal.removeEventListener("abort", onAbort), { once: true });
    if (signal.aborted) onAbort();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<unknown>> {
    await this.#options.credit.take();
    if (this.#ended.signal.aborted) return { done: true, value: undefined };
    try {
      const result = await this.#untilEnded(this.#source.next());
      if (result.done) this.#end();
      return result;
    } catch (error) {
      this.#end();
      throw this.#options.mapError(error);
    }
  }

  async return(): Promise<IteratorResult<unknown>> {
    if (!this.#ended.signal.aborted) {
      this.#end();
      // Not awaited: a generator that is waiting runs its `finally` only when it wakes.
      this.#source.return?.().catch(this.#options.mapError);
    }
    return { done: true, value: undefined };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#options.onEnd();
  }

  /** Listens per value: racing a promise that lives as long as the stream would keep every value's reaction. */
  #untilEnded(pulled: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> {
    const { signal } = this.#ended;
    return new Promise((resolve, reject) => {
      const onEnd = () => resolve({ done: true, value: undefined });
      signal.addEventListener("abort", onEnd, { once: true });
      pulled.then(resolve, reject).finally(() => signal.removeEventListener("abort", onEnd));
    });
  }
}
