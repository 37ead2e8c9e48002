import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { awsError, type FailedCall } from "../errors/aws-error.ts";

/** A server that says nothing for so long is not waited for. */
const CALL_TIMEOUT_MS = 30_000;
/** Glue's quotas are per account and API; a few calls at once stay far below them (docs.aws.amazon.com/general/latest/gr/glue.html). */
const AT_ONCE = 4;
const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 20_000;

type Send<T> = (options: { abortSignal: AbortSignal }) => Promise<T>;

interface Clock {
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
  random: () => Math.random(),
};

/** What all calls of one API share: how many run, and until when Glue wants to be left alone. */
class ApiPace {
  readonly waiting: (() => void)[] = [];
  running = 0;
  pausedUntil = 0;
}

/**
 * Calls Glue politely: few at a time for each API, and when Glue throttles one of them all of that API wait, each time
 * longer and by chance (full jitter, aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). Every failure is
 * an `AppError`.
 */
export class GlueCalls {
  readonly #clock: Clock;
  readonly #paces = new Map<string, ApiPace>();

  constructor(clock: Clock = realClock) {
    this.#clock = clock;
  }

  async call<T>(context: FailedCall, send: Send<T>, signal: AbortSignal): Promise<T> {
    const pace = this.#paceOf(context.call);
    await this.#enter(pace, signal);
    try {
      for (let tries = 1; ; tries += 1) {
        await this.#waitPause(pace, signal);
        const failure = await this.#attempt(context, send, signal);
        if ("value" in failure) return failure.value;
        if (failure.error.code !== "RATE_LIMITED" || tries >= MOST_TRIES) throw failure.error;
        const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
        pace.pausedUntil = Math.max(pace.pausedUntil, this.#clock.now() + longest * this.#clock.random());
      }
    } finally {
      pace.running -= 1;
      pace.waiting.shift()?.();
    }
  }

  async #attempt<T>(
    context: FailedCall,
    send: Send<T>,
    signal: AbortSignal,
  ): Promise<{ value: T } | { error: AppError }> {
    const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
    try {
      return { value: await send({ abortSignal: AbortSignal.any([signal, timeout]) }) };
    } catch (error) {
      if (signal.aborted) throw cancelled(error);
      if (timeout.aborted) return { error: stalled(context, error) };
      return { error: awsError(error, context) };
    }
  }

  async #enter(pace: ApiPace, signal: AbortSignal): Promise<void> {
    while (pace.running >= AT_ONCE) {
      const { promise, resolve } = Promise.withResolvers<void>();
      pace.waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
      if (signal.aborted) {
        // Whose turn this was is the next one's.
        if (!pace.waiting.includes(resolve)) pace.waiting.shift()?.();
        else pace.waiting.splice(pace.waiting.indexOf(resolve), 1);
        throw cancelled(signal.reason);
      }
    }
    if (signal.aborted) throw cancelled(signal.reason);
    pace.running += 1;
  }

  async #waitPause(pace: ApiPace, signal: AbortSignal): Promise<void> {
    for (;;) {
      const left = pace.pausedUntil - this.#clock.now();
      if (left <= 0) return;
      try {
        await this.#clock.sleep(left, signal);
      } catch (error) {
        throw cancelled(error);
      }
    }
  }

  #paceOf(api: string): ApiPace {
    const known = this.#paces.get(api);
    if (known) return known;
    const pace = new ApiPace();
    this.#paces.set(api, pace);
    return pace;
  }
}

function cancelled(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError("CANCELLED", "The call to Glue was given up.", { cause });
}

function stalled({ call, resource }: FailedCall, cause: unknown): AppError {
  return new AppError("TIMEOUT", `${resource}: Glue did not answer ${call} within ${CALL_TIMEOUT_MS / 1000} seconds.`, {
    hint: "What was synced before is still shown. Check the network and the status of AWS Glue.",
    retryable: true,
    cause,
  });
}
