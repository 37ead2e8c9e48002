import { AppError } from "../../../shared/domain/app-error.ts";

/** What the calls of a process fail with when it ends. */

export function exited(exit: { code: number | null; signal: string | null }): AppError {
  return new AppError("ENGINE_LOST", "The engine ended unexpectedly while it was working on this.", {
    hint: "It has been started again. Try once more; if it ends again, the query or a file it reads may be the cause.",
    retryable: true,
    details: { exitCode: exit.code, signal: exit.signal },
  });
}

export function cannotStart(reason: string): AppError {
  return new AppError("ENGINE_LOST", `The engine cannot be started: ${reason}.`, {
    hint: "Restart Lakeshore. If that does not help, install it again.",
    retryable: true,
  });
}

export function silent(ms: number): AppError {
  return new AppError("ENGINE_LOST", `The engine did not answer for ${Math.round(ms / 1000)} seconds and was ended.`, {
    hint: "It has been started again. Try once more.",
    retryable: true,
  });
}

export function overMemory(limitBytes: number): AppError {
  const gigabytes = (limitBytes / 2 ** 30).toLocaleString("en-GB", { maximumFractionDigits: 1 });
  return new AppError("OUT_OF_MEMORY", `This took the engine past its ${gigabytes} GiB of memory, so it was ended.`, {
    hint: "Ask for fewer rows or columns, or for shorter texts; other queries go on in a new engine.",
    details: { limitBytes },
  });
}

export function stopped(): AppError {
  return new AppError("ENGINE_LOST", "The engine was stopped.", { retryable: true });
}

export function cancelled(): AppError {
  return new AppError("CANCELLED", "The work was cancelled.");
}
