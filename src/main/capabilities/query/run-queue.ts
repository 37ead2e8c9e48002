/** Lets a number of runs go at once and the others wait, first come first served. */
export class RunQueue {
  readonly #atOnce: number;
  readonly #waiting: (() => void)[] = [];
  #going = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Runs the body when there is room. An abort before that ends the wait. */
  async run<T>(signal: AbortSignal, body: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#going >= this.#atOnce) await this.#turn(signal);
    else this.#going += 1;
    try {
      return await body();
    } finally {
      // The place is handed over, so that nobody who comes now takes it from who waited.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#going -= 1;
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      this.#waiting.push(go);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}
