import type { AppError } from "../../../../shared/domain/app-error.ts";

/**
 * Whether the call that failed was one that the SDK had made before. The service may have done what was asked the first
 * time, and only its answer was lost.
 */
export function isOfRepeatedCall({ cause }: AppError): boolean {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return false;
  const { $metadata: metadata } = cause;
  if (typeof metadata !== "object" || metadata === null || !("attempts" in metadata)) return false;
  return typeof metadata.attempts === "number" && metadata.attempts > 1;
}
