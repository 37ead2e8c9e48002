import { AppError, AppErrorData } from "../../shared/domain/app-error.ts";

/** What went wrong, as an `AppError`: thrown, or told as part of a state. Anything else is a fault of the page itself. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const told = AppErrorData.safeParse(error);
  if (told.success) return AppError.fromData(told.data);
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("INTERNAL", `Something in this window went wrong: ${message}`, {
    hint: "Reload the window (Ctrl/Cmd+R). Work that is under way goes on.",
    cause: error,
  });
}
