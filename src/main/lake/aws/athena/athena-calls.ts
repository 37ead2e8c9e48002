import { AppError } from "../../../../shared/domain/app-error.ts";
import { Slots } from "../../../engine/client/slots.ts";
import { type FailedCall, awsError } from "../errors/aws-error.ts";

/** Calls to Athena under way at a time: its API allows about 5 to 20 a second (docs, "Service quotas"). */
const AT_ONCE = 8;
/** A call that has not answered by then is given up: no call of this API takes long. Milliseconds. */
const ANSWER_WITHIN = 30_000;

/** Makes calls of one lake's Athena: never many at once, none without an end, with errors that a person can read. */
export class AthenaCalls {
  readonly #slots = new Slots(AT_ONCE);
  readonly #answerWithin: number;

  constructor({ answerWithin = ANSWER_WITHIN }: { answerWithin?: number } = {}) {
    this.#answerWithin = answerWithin;
  }

  /** `send` gets the signal that its request has to heed. TIMEOUT when no answer comes in time. */
  make<T>(context: FailedCall, signal: AbortSignal, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#slots.use(signal, async () => {
      const late = AbortSignal.timeout(this.#answerWithin);
      try {
        return await send(AbortSignal.any([signal, late]));
      } catch (error) {
        if (signal.aborted) throw new AppError("CANCELLED", `${context.resource}: cancelled.`, { cause: error });
        if (late.aborted) throw noAnswer(context, this.#answerWithin, error);
        throw awsError(error, context);
      }
    });
  }
}

function noAnswer({ call, resource }: FailedCall, within: number, cause: unknown): AppError {
  return new AppError("TIMEOUT", `Athena gave no answer about ${resource} for ${Math.ceil(within / 1000)} seconds.`, {
    hint: "Look whether this computer reaches AWS, and retry.",
    retryable: true,
    details: { call, resource },
    cause,
  });
}
