import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { ThreadError } from "./preview-protocol.ts";

export function toThreadError(error: unknown): ThreadError {
  if (error instanceof AppError) return { known: error.toData() };
  if (isCancellation(error)) return { known: new AppError("CANCELLED", "The preview was given up.").toData() };
  return { unknown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function fromThreadError(error: ThreadError): Error {
  return "known" in error ? AppError.fromData(error.known) : new Error(error.unknown);
}
