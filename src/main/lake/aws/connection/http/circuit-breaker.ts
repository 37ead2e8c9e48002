import { AppError } from "../../../../../shared/domain/app-error.ts";

interface BreakerOptions {
  /** As people know it. */
  service: string;
  /** Failures in a row, with no success between them, after which it opens. */
  failures: number;
  /** How long it stays open at first; twice as long after each probe that fails. */
  openMs: number;
  maxOpenMs: number;
  now: () => number;
}

/**
 * Spares a service that does not answer, and those who would wait for it: after some failures in a row calls fail at
 * once, until a single probe has found that it answers again.
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  #openMs: number;
  /** Null while closed. */
  #openUntil: number | null = null;
  #reason = "";
  #isProbing = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#openMs = options.openMs;
  }

  /** UNAVAILABLE, with the reason, while it is open. Who passes says how it went, once. */
  pass(): Passage {
    const isProbe = this.#openUntil !== null;
    if (isProbe) {
      this.check();
      this.#isProbing = true;
    }
    return {
      answered: () => this.#close(),
      failed: (reason) => this.#fail(reason, isProbe),
      left: () => {
        if (isProbe) this.#isProbing = false;
      },
    };
  }

  /** UNAVAILABLE while a call would not pass. */
  check(): void {
    if (this.#openUntil === null) return;
    const waitMs = this.#openUntil - this.#options.now();
    if (waitMs <= 0 && !this.#isProbing) return;
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    throw new AppError("UNAVAILABLE", `${this.#options.service} does not answer (${this.#reason}).`, {
      hint: `It is tried again in ${seconds} s. Everything that does not need it goes on.`,
      retryable: true,
      details: { service: this.#options.service, retryAfterMs: Math.max(0, waitMs) },
    });
  }

  #fail(reason: string, isProbe: boolean): void {
    this.#failures += 1;
    this.#reason = reason;
    if (isProbe) {
      this.#isProbing = false;
      this.#openMs = Math.min(this.#openMs * 2, this.#options.maxOpenMs);
    } else if (this.#openUntil !== null || this.#failures < this.#options.failures) {
      return;
    }
    this.#openUntil = this.#options.now() + this.#openMs;
  }

  #close(): void {
    this.#failures = 0;
    this.#openMs = this.#options.openMs;
    this.#openUntil = null;
    this.#isProbing = false;
  }
}

/** How a call through the breaker went. */
export interface Passage {
  /** The service answered, be it with a refusal. */
  answered(): void;
  /** It stalled, or answered that it is broken. */
  failed(reason: string): void;
  /** The caller went away: nothing is known. */
  left(): void;
}
