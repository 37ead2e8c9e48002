import { AppError } from "../../shared/domain/app-error.ts";

/** What went wrong, as an `AppError`; anything else is a fault of the page itself. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("INTERNAL", `Something in this window went wrong: ${message}`, {
    hint: "Reload the window (Ctrl/Cmd+R). Work that is under way goes on.",
    cause: error,
  });
}
