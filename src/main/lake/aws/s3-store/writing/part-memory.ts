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
  /** Parts of these are in the store. Kept while there are writes, as holes that freed parts leave add up. */
  #spare: Buffer<ArrayBuffer>[] = [];

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
      if (this.#free === this.#total) this.#spare = [];
    };
  }

  /** Room for a part that memory was taken for; what is in it is of no meaning. */
  room(bytes: number): Buffer<ArrayBuffer> {
    const index = this.#spare.findIndex(({ byteLength }) => byteLength === bytes);
    // One of another size makes place for the new one.
    const [spare] = this.#spare.splice(Math.max(0, index), 1);
    return spare?.byteLength === bytes ? spare : Buffer.allocUnsafeSlow(bytes);
  }

  /** Gives the room back for the next part, before the memory. Only of a part that nothing reads any more. */
  spare(room: Buffer<ArrayBuffer>): void {
    this.#spare.push(room);
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
