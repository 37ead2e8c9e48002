import { AppError } from "../../../../../shared/domain/app-error.ts";

interface LimiterOptions {
  /** As people know it. */
  service: string;
  /** Requests that may wait for their answer at the same time. */
  requests: number;
  /** How long one may wait for its turn. */
  maxWaitMs: number;
}

/** Lets a number of requests of one service go at a time; the others wait for their turn in order. */
export class RequestLimiter {
  readonly #options: LimiterOptions;
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#free = options.requests;
  }

  /**
   * Resolves when the request may go, with what ends its turn (once is enough, more does no harm). RATE_LIMITED after
   * too long a wait; rejects with the signal's reason when it aborts.
   */
  async turn(signal: AbortSignal | null): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(signal);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#pass();
    };
  }

  /** The turn goes to who has waited longest. */
  #pass(): void {
    for (const go of this.#waiting) {
      this.#waiting.delete(go);
      go();
      return;
    }
    this.#free += 1;
  }

  #wait(signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.#waiting.delete(go);
      };
      const go = () => {
        leave();
        resolve();
      };
      const onAbort = () => {
        leave();
        reject(signal?.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError"));
      };
      const timer = setTimeout(() => {
        leave();
        reject(this.#tooLong());
      }, this.#options.maxWaitMs);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.add(go);
    });
  }

  #tooLong(): AppError {
    const { service, requests } = this.#options;
    return new AppError("RATE_LIMITED", `${service} is busy: ${requests} requests wait for its answers already.`, {
      hint: "Wait until some of the work is done, then retry.",
      retryable: true,
    });
  }
}
