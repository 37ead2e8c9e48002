import { AppError, type ErrorCode } from "../../../shared/domain/app-error.ts";

interface Explanation {
  code: ErrorCode;
  what: string;
  hint: string;
  retryable?: boolean;
}

const permission: Explanation = {
  code: "ACCESS_DENIED",
  what: "may not be read or written by you",
  hint: "Ask the owner of the folder for permission, or open the lake as someone who has it.",
};
const gone: Explanation = {
  code: "UNAVAILABLE",
  what: "cannot be reached: its disk or network drive does not answer",
  hint: "Connect the drive again, then retry.",
  retryable: true,
};

/** What the system's error numbers (errno(3)) mean for people. */
const explanations: Record<string, Explanation> = {
  ENOENT: { code: "NOT_FOUND", what: "is not there", hint: "It may have been moved or removed. Refresh the folder." },
  ENOTDIR: {
    code: "NOT_FOUND",
    what: "is not a folder",
    hint: "It may have been replaced by a file. Refresh the folder.",
  },
  EEXIST: { code: "ALREADY_EXISTS", what: "exists already", hint: "Choose another name." },
  ENOTEMPTY: {
    code: "CONFLICT",
    what: "is not empty",
    hint: "Something was added to it meanwhile. Look again, then retry.",
  },
  EISDIR: { code: "INVALID_INPUT", what: "is a folder", hint: "Choose a file." },
  EACCES: permission,
  EPERM: permission,
  EROFS: {
    ...permission,
    what: "is on a disk that can only be read",
    hint: "Use another lake, or mount the disk for writing.",
  },
  ENOSPC: {
    code: "OUT_OF_SPACE",
    what: "does not fit: the disk is full",
    hint: "Free some space, then retry.",
    retryable: true,
  },
  EDQUOT: {
    code: "OUT_OF_SPACE",
    what: "does not fit: your quota is used up",
    hint: "Free some space, then retry.",
    retryable: true,
  },
  EFBIG: {
    code: "TOO_LARGE",
    what: "is larger than the disk's file system allows",
    hint: "Use a disk with another file system.",
  },
  ENAMETOOLONG: {
    code: "INVALID_INPUT",
    what: "has a name or path that is too long for this system",
    hint: "Use shorter names.",
  },
  EINVAL: { code: "INVALID_INPUT", what: "has a name that this disk does not allow", hint: "Use another name." },
  EILSEQ: { code: "INVALID_INPUT", what: "has a name that this disk does not allow", hint: "Use another name." },
  ELOOP: {
    code: "UNSUPPORTED",
    what: "is a symbolic link",
    hint: "Lakeshore does not follow links. Open what it points to.",
  },
  EBUSY: {
    code: "UNAVAILABLE",
    what: "is in use by another program",
    hint: "Close that program, then retry.",
    retryable: true,
  },
  EMFILE: {
    code: "UNAVAILABLE",
    what: "cannot be opened: too many files are open",
    hint: "Wait for other work to finish, then retry.",
    retryable: true,
  },
  ENFILE: {
    code: "UNAVAILABLE",
    what: "cannot be opened: too many files are open",
    hint: "Close other programs, then retry.",
    retryable: true,
  },
  EIO: gone,
  ENODEV: gone,
  ENXIO: gone,
  ESTALE: gone,
  ENOTCONN: gone,
  EHOSTDOWN: gone,
  ETIMEDOUT: gone,
};

/** The system's error number of an error, such as ENOENT; undefined for other errors. */
export function errorNumber(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Turns what `node:fs` throws into an `AppError` about the file that people know as `name`. */
export function fileError(error: unknown, name: string): Error {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === "AbortError") return error;
  const code = errorNumber(error) ?? "";
  const known = explanations[code];
  if (!known)
    return new AppError("INTERNAL", `“${name}” could not be used (${code || String(error)}).`, { cause: error });
  return new AppError(known.code, `“${name}” ${known.what}.`, {
    hint: known.hint,
    retryable: known.retryable ?? false,
    details: { file: name, system: code },
    cause: error,
  });
}
