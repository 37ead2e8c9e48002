import { AppError } from "../../../../../shared/domain/app-error.ts";

interface Waiting {
  bytes: number;
  grant: () => void;
}

/** Bounds the bytes of parts that are in memory, over all writes of a store. Who waits is served in the order they came. */
export class PartMemory {
  readonly #total: number;
  #free: number;
  #waiting: Waiting[] = [];

  constructor(bytes: number) {
    this.#total = bytes;
    this.#free = bytes;
  }

  /** Resolves when there is room; a part larger than all of the memory gets it alone. The result gives it back, once. */
  async take(wanted: number, signal: AbortSignal): Promise<() => void> {
    const bytes = Math.min(wanted, this.#total);
    if (this.#waiting.length === 0 && this.#free >= bytes) this.#free -= bytes;
    else await this.#wait(bytes, signal);
    let isTaken = true;
    return () => {
      if (isTaken) this.#free += bytes;
      isTaken = false;
      this.#serve();
    };
  }

  #wait(bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        bytes,
        grant() {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        this.#serve();
        reject(new AppError("CANCELLED", "Writing was cancelled."));
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next && next.bytes <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.grant();
    }
  }
}
