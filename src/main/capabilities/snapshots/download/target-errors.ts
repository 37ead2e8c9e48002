import { AppError, type ErrorCode } from "../../../../shared/domain/app-error.ts";
import { systemCode } from "./publish-download.ts";

const full = {
  code: "OUT_OF_SPACE",
  what: "does not fit: the disk is full",
  hint: "Free some space, then retry.",
} as const;
const permission = {
  code: "ACCESS_DENIED",
  what: "may not be written by you",
  hint: "Choose a folder where you may write.",
} as const;
const noFolder = {
  code: "INVALID_INPUT",
  what: "cannot be there: a part of its path is no folder",
  hint: "Choose another folder.",
} as const;

/** What errno(3) means for a file that is to be written. */
const meanings: Readonly<Record<string, { code: ErrorCode; what: string; hint: string }>> = {
  ENOSPC: full,
  EDQUOT: { ...full, what: "does not fit: your quota is used up" },
  EFBIG: {
    code: "TOO_LARGE",
    what: "is larger than this disk allows",
    hint: "Choose a disk with another file system.",
  },
  EACCES: permission,
  EPERM: permission,
  EROFS: { ...permission, what: "is on a disk that can only be read" },
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: { ...noFolder, what: "cannot be written: a folder has that name" },
  ENAMETOOLONG: { ...noFolder, what: "has a path that is too long for this system" },
};

/** Turns what writing a file threw into an `AppError` about it. */
export function targetError(error: unknown, path: string): unknown {
  const system = systemCode(error);
  if (error instanceof AppError || !/^E[A-Z]+$/.test(system)) return error;
  const { code, what, hint } = meanings[system] ?? {
    code: "UNAVAILABLE",
    what: `could not be written (${system})`,
    hint: "Connect its disk or network drive again, then retry.",
  };
  const retryable = code === "OUT_OF_SPACE" || code === "UNAVAILABLE";
  return new AppError(code, `“${path}” ${what}.`, { hint, retryable, details: { file: path, system }, cause: error });
}
