import { AppError } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";

/** SQLITE_FULL (sqlite.org/rescode.html). */
const DATABASE_FULL = 13;

/** What a person is told of an error that nobody expected; what it was goes to the log. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && "errcode" in error && error.errcode === DATABASE_FULL) {
    return new AppError("OUT_OF_SPACE", "The disk with Lakeshore's own data is full.", {
      hint: "Free some space, then retry.",
      retryable: true,
      cause: error,
    });
  }
  log("error", "an upload met an unexpected error", { error });
  return new AppError("INTERNAL", "Something in Lakeshore went wrong.", { retryable: true, cause: error });
}
