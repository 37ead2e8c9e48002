import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { type Head, JOURNAL_PREFIX, eventKey, hashOf, parseEventKey } from "./journal-event.ts";

/** Number of the newest event of each writer; an empty map for a lake without a journal. */
export async function readSequences(
  store: ObjectStore,
  { signal }: { signal: AbortSignal },
): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  try {
    for await (const page of store.list(JOURNAL_PREFIX, { recursive: true, signal })) {
      for (const entry of page) {
        const event = entry.kind === "object" ? parseEventKey(entry.key) : null;
        if (event) newest.set(event.writer, Math.max(event.sequence, newest.get(event.writer) ?? 0));
      }
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
  return newest;
}

/** Number and hash of the newest event of each writer. */
export async function readHeads(store: ObjectStore, { signal }: { signal: AbortSignal }): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  for (const [writer, sequence] of await readSequences(store, { signal })) {
    heads.set(writer, { sequence, hash: hashOf(await readWhole(store, eventKey(writer, sequence), { signal })) });
  }
  return heads;
}
