/**
 * Holds the newest value of something and lets any number of readers follow it. A slow reader skips values and never
 * queues them, so that memory does not grow with the number of changes.
 */
export class LatestValue<T> {
  #value: T;
  #version = 0;
  #closed = false;
  #wake = Promise.withResolvers<void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (this.#closed) return;
    this.#value = value;
    this.#version += 1;
    this.#notify();
  }

  /** Ends every reader after it has seen the last value. */
  close(): void {
    this.#closed = true;
    this.#notify();
  }

  /** Yields the current value at once, then the newest after each change. Ends on close or abort. */
  async *follow(signal?: AbortSignal): AsyncGenerator<T, void, undefined> {
    // Wakes every reader, of which the others go on waiting: racing a promise of the signal's own would keep a reaction
    // of each wait for as long as the stream lives.
    const onAbort = () => this.#notify();
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      let seen = -1;
      while (!signal?.aborted) {
        if (seen !== this.#version) {
          seen = this.#version;
          yield this.#value;
        } else if (this.#closed) {
          return;
        } else {
          await this.#wake.promise;
        }
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  #notify(): void {
    const { resolve } = this.#wake;
    this.#wake = Promise.withResolvers<void>();
    resolve();
  }
}
