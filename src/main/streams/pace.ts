/** Lets something be shown at most once a beat, and always in the end: what moves faster is shown at the next beat. */
export class Pace {
  readonly #milliseconds: number;
  readonly #show: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(milliseconds: number, show: () => void) {
    this.#milliseconds = milliseconds;
    this.#show = show;
  }

  /** Shows at the next beat. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), this.#milliseconds);
  }

  /** Shows at once, and what was to be shown with it. */
  now(): void {
    this.stop();
    this.#show();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
