import { AppError } from "../../shared/domain/app-error.ts";

/**
 * Turns what a statement of Lakeshore's own ran into (DuckDB's, the file system's or an abort) into one of its errors.
 * Questions that people type have a mapping of their own, which points into their text.
 */
export function toEngineError(error: unknown, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) return new AppError("CANCELLED", "The work was cancelled.", { cause: error });
  const text = error instanceof Error ? error.message : String(error);
  // DuckDB's errors have no codes in the Node API, only "<Kind> Error: …".
  if (/No space left on device|ENOSPC|EDQUOT|not enough space|max_temp_directory_size/i.test(text)) {
    return new AppError("OUT_OF_SPACE", "There is not enough room on the disk for this.", {
      hint: "Free some disk space, or ask for fewer columns or rows.",
      cause: error,
    });
  }
  if (/Out of Memory Error/i.test(text)) {
    return new AppError("OUT_OF_MEMORY", "This needs more memory than the engine may use.", {
      hint: "Ask for fewer columns or rows.",
      cause: error,
    });
  }
  if (/^INTERRUPT Error/i.test(text)) return new AppError("CANCELLED", "The work was cancelled.", { cause: error });
  const found = /^[A-Za-z ]+ Error: ([^\n]*)/.exec(text);
  if (found?.[1] !== undefined) return new AppError("QUERY_FAILED", found[1], { cause: error });
  return new AppError("INTERNAL", "The engine ran into something that it does not know.", { cause: error });
}
