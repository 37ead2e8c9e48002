import type { z } from "zod";

/** A value of a TEXT column that may be null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A value of a numeric column that may be null. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** A value of a TEXT column that holds JSON, or may be null. */
export function jsonOrNull<T>(value: unknown, schema: z.ZodType<T>): T | null {
  return typeof value === "string" ? schema.parse(JSON.parse(value)) : null;
}
