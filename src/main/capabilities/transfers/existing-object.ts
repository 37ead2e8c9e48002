import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore, StoreEntry } from "../../lake/ports.ts";

/** What is at a key now; null when nothing is. */
export async function existingAt(
  store: ObjectStore,
  key: string,
  options: { signal: AbortSignal },
): Promise<StoreEntry | null> {
  try {
    return await store.stat(key, options);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** Tells whether what is at a name is still what a plan saw there. */
export function existingMark(entry: StoreEntry): string {
  return entry.kind === "object" ? `object ${entry.etag}` : entry.kind;
}
