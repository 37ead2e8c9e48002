/** Files up to this size are sent before another look at their name, and more of them at a time. Bytes. */
const SMALL_FILE = 256 * 1024;
const LARGE_AT_A_TIME = 3;
/** What a small one waits for is mostly the answer of a store that is far away. */
const SMALL_AT_A_TIME = 16;

export function isSmallFile(size: number): boolean {
  return size <= SMALL_FILE;
}

/** Room for files of this machine, over all uploads: the small ones never wait for the large ones, nor those for them. */
export class UploadSlots {
  readonly #large = new Slots(LARGE_AT_A_TIME);
  readonly #small = new Slots(SMALL_AT_A_TIME);

  /** False when there is no room for a file of that size. */
  take(size: number): boolean {
    return this.#of(size).take();
  }

  /** Gives the room back that was taken for that size. */
  give(size: number): void {
    this.#of(size).give();
  }

  onFree(listener: () => void): () => void {
    const stops = [this.#large.onFree(listener), this.#small.onFree(listener)];
    return () => stops.forEach((stop) => stop());
  }

  #of(size: number): Slots {
    return isSmallFile(size) ? this.#small : this.#large;
  }
}

class Slots {
  #free: number;
  readonly #listeners = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** False when all are taken. */
  take(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /** Gives one back; who waits is asked in the order they came. */
  give(): void {
    this.#free += 1;
    for (const listener of this.#listeners) listener();
  }

  onFree(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
