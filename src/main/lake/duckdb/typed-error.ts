import { AppError } from "../../../shared/domain/app-error.ts";
import { placeDetails } from "../../engine/questions/text-positions.ts";

/** An error of the engine, which points into the text that it ran, as one that points into the text as typed. */
export function inTypedText(error: AppError, typed: string, typedOffset: (offset: number) => number): AppError {
  const { offset, ...details } = error.details ?? {};
  if (typeof offset !== "number") return error;
  return new AppError(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    retryable: error.retryable,
    details: { ...details, ...placeDetails(typed, typedOffset(offset)) },
    cause: error,
  });
}
