import { z } from "zod";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { ObjectStore } from "../../ports.ts";
import { readWhole } from "../../small-objects.ts";
import { CATALOG_PREFIX, parseRevisionKey, revisionKey } from "./record-key.ts";

/** What a revision holds: the table, or that it was taken out of the catalog. Unknown keys are a newer app's. */
const CatalogRecord = z.discriminatedUnion("state", [
  z.looseObject({ format: z.literal(1), state: z.literal("registered"), table: TableEntry }),
  z.looseObject({ format: z.literal(1), state: z.literal("removed"), zoneId: z.string(), name: z.string() }),
]);
export type CatalogRecord = z.infer<typeof CatalogRecord>;

/** Newest revision of each record; empty for a lake without a catalog. */
export async function newestRevisions(store: ObjectStore, signal: AbortSignal): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  try {
    for await (const page of store.list(CATALOG_PREFIX, { recursive: false, signal })) {
      for (const entry of page) {
        const parsed = entry.kind === "object" ? parseRevisionKey(entry.key) : null;
        if (parsed) newest.set(parsed.record, Math.max(parsed.revision, newest.get(parsed.record) ?? 0));
      }
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
  return newest;
}

/** DAMAGED when the file is not a record. */
export async function readRecord(
  store: ObjectStore,
  record: string,
  revision: number,
  signal: AbortSignal,
): Promise<CatalogRecord> {
  const key = revisionKey(record, revision);
  const bytes = await readWhole(store, key, { signal });
  try {
    return CatalogRecord.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (error) {
    throw new AppError("DAMAGED", `The catalog entry ${key} cannot be read.`, {
      hint: "Restore the file from a copy, or remove it: the entry then goes back to the revision before.",
      details: { file: key },
      cause: error,
    });
  }
}

/** Creates a revision; false when someone else was first. */
export async function createRecord(
  store: ObjectStore,
  record: string,
  revision: number,
  content: CatalogRecord,
  signal: AbortSignal,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`);
  const body = async function* () {
    yield bytes;
  };
  try {
    await store.write(revisionKey(record, revision), body(), { mode: "create", size: bytes.byteLength, signal });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "ALREADY_EXISTS") return false;
    throw error;
  }
}
