import { AppError, type ErrorCode } from "../../../shared/domain/app-error.ts";

interface Meaning {
  code: ErrorCode;
  what: string;
  hint: string;
  retryable: boolean;
}

const permission: Meaning = {
  code: "ACCESS_DENIED",
  what: "may not be read by you",
  hint: "Ask its owner for permission, then retry.",
  retryable: true,
};
const gone: Meaning = {
  code: "NOT_FOUND",
  what: "is not there any more",
  hint: "Put it back and retry, or drop it again from where it is now.",
  retryable: true,
};

/** What errno(3) means for a file that is to be uploaded. */
const meanings: Record<string, Meaning> = {
  EACCES: permission,
  EPERM: permission,
  ENOENT: gone,
  ENOTDIR: gone,
  ELOOP: {
    code: "UNSUPPORTED",
    what: "is a symbolic link now",
    hint: "Drop the file it points to.",
    retryable: true,
  },
  ENAMETOOLONG: {
    code: "INVALID_INPUT",
    what: "has a path that is too long for this system",
    hint: "Move it closer to the root, or use shorter names.",
    retryable: false,
  },
  EBUSY: {
    code: "UNAVAILABLE",
    what: "is in use by another program",
    hint: "Close that program, then retry.",
    retryable: true,
  },
};

/** Turns what reading a source file threw into an `AppError` about it. */
export function sourceError(error: unknown, path: string): Error {
  if (error instanceof AppError) return error;
  const system = error instanceof Error && "code" in error ? String(error.code) : "";
  const { code, what, hint, retryable } = meanings[system] ?? {
    code: "UNAVAILABLE",
    what: `cannot be read (${system || String(error)})`,
    hint: "Connect its disk or network drive again, then retry.",
    retryable: true,
  };
  return new AppError(code, `“${path}” ${what}.`, { hint, retryable, details: { file: path, system }, cause: error });
}

/** The same as a sentence of a plan. */
export function sourceReason(error: unknown): string {
  const system = error instanceof Error && "code" in error ? String(error.code) : "";
  const { what } = meanings[system] ?? { what: `cannot be read (${system || String(error)})` };
  return `It ${what}.`;
}
