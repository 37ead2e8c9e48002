/** Calls back when nothing has moved for a while. */
export class StallWatch {
  readonly #timer: ReturnType<typeof setTimeout>;
  #isStopped = false;

  constructor(milliseconds: number, onStall: () => void) {
    this.#timer = setTimeout(onStall, milliseconds);
  }

  /** Something moved: the time starts again. */
  moved(): void {
    if (!this.#isStopped) this.#timer.refresh();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }
}

/** By its name the SDK knows that it may try again. */
export function stallError(milliseconds: number): Error {
  const error = new Error(`no answer for ${Math.round(milliseconds / 1000)} s`);
  return Object.assign(error, { name: "TimeoutError", code: "ETIMEDOUT" });
}

/** The name that all of the SDK gives to a call that was cancelled. */
export function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error("Request aborted", { cause: signal.reason }), { name: "AbortError" });
}
