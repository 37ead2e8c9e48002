/** How many files of this machine are sent at a time, over all uploads. */
export class Slots {
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
