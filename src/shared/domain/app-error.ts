import { z } from "zod";

/**
 * The closed list of what can go wrong. Adapters turn the errors of files, DuckDB and stores into one of these;
 * nothing else does. A person reads `message` and `hint`; a program reads `code`, `retryable` and `details`.
 */
const errorCodes = [
  "ACCESS_DENIED",
  "ALREADY_EXISTS",
  "AUTH_REQUIRED",
  "CANCELLED",
  "CHANGED_WHILE_READING",
  "CONFLICT",
  "DAMAGED",
  "ENGINE_LOST",
  "INTERNAL",
  "INVALID_INPUT",
  "NOT_FOUND",
  "OUT_OF_MEMORY",
  "OUT_OF_SPACE",
  "QUERY_FAILED",
  "QUERY_REFUSED",
  "RATE_LIMITED",
  "TIMEOUT",
  "TOO_LARGE",
  "UNAVAILABLE",
  "UNSUPPORTED",
] as const;

export const AppErrorData = z.object({
  code: z.enum(errorCodes),
  /** One sentence: what happened, to what. */
  message: z.string(),
  /** What the person can do about it. */
  hint: z.string().optional(),
  /** Whether the same call may succeed later without anything being changed. */
  retryable: z.boolean(),
  /** Values a program can use: a path, a position in SQL, a limit. No stacks, no secrets. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type AppErrorData = z.infer<typeof AppErrorData>;
export type ErrorCode = AppErrorData["code"];

type AppErrorOptions = Pick<AppErrorData, "hint" | "details"> & { retryable?: boolean; cause?: unknown };

/** The one error type that crosses from main to the renderer. `cause` stays in main's log. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly details: AppErrorData["details"];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.details = options.details;
  }

  toData(): AppErrorData {
    const { code, message, hint, retryable, details } = this;
    return { code, message, retryable, ...(hint === undefined ? {} : { hint }), ...(details ? { details } : {}) };
  }

  static fromData(data: AppErrorData): AppError {
    return new AppError(data.code, data.message, data);
  }
}

/** True for an abort of our own signals as well as for `AppError` CANCELLED. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "CANCELLED";
  return error instanceof Error && error.name === "AbortError";
}
