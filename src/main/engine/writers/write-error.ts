import { AppError } from "../../../shared/domain/app-error.ts";

const byFileErrorCode: Record<string, (path: string, cause: unknown) => AppError> = {
  ENOSPC: outOfSpace,
  EDQUOT: outOfSpace,
  EACCES: accessDenied,
  EPERM: accessDenied,
  EROFS: accessDenied,
  EBUSY: accessDenied,
  ENOENT: folderMissing,
  ENOTDIR: folderMissing,
  ENAMETOOLONG: (path, cause) => new AppError("INVALID_INPUT", `The name ${path} is too long.`, { cause }),
};

/** Turns what a writer ran into (DuckDB's, the file system's or an abort) into one of Lakeshore's errors. */
export function toWriteError(error: unknown, path: string, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) return new AppError("CANCELLED", `Writing ${path} was cancelled.`, { cause: error });
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    const known = byFileErrorCode[error.code];
    if (known) return known(path, error);
  }
  const text = error instanceof Error ? error.message : String(error);
  // DuckDB's errors have no codes in the Node API, only "<Kind> Error: …".
  if (/No space left on device|not enough space|max_temp_directory_size/i.test(text)) return outOfSpace(path, error);
  if (/^Out of Memory Error/i.test(text)) {
    return new AppError("OUT_OF_MEMORY", `Writing ${path} needed more memory than the engine may use.`, {
      hint: "Export fewer columns, or leave out the sort.",
      cause: error,
    });
  }
  if (/^IO Error: .*No such file or directory/i.test(text)) return folderMissing(path, error);
  if (/^(IO Error: Cannot open file|Permission Error)/i.test(text)) return accessDenied(path, error);
  return new AppError("QUERY_FAILED", `${path} was not written: ${text.split("\n")[0] ?? text}`, { cause: error });
}

function outOfSpace(path: string, cause: unknown): AppError {
  return new AppError("OUT_OF_SPACE", `The disk is full: ${path} was not written.`, {
    hint: "Free some space or choose another disk, then export again.",
    cause,
  });
}

function folderMissing(path: string, cause: unknown): AppError {
  return new AppError("NOT_FOUND", `The folder of ${path} is not there.`, { hint: "Choose another folder.", cause });
}

function accessDenied(path: string, cause: unknown): AppError {
  return new AppError("ACCESS_DENIED", `${path} may not be written.`, {
    hint: "Close it in other programs, or choose a folder that you may write to.",
    cause,
  });
}
