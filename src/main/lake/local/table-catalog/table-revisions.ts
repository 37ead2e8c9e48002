import { AppError } from "../../../../shared/domain/app-error.ts";
import type { TableVersion, TableVersionPage } from "../../../../shared/domain/managed-catalog.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { ObjectStore } from "../../ports.ts";
import { readRecord } from "./catalog-records.ts";
import { changesBetween } from "./revision-changes.ts";
import { revisionKey } from "./record-key.ts";

interface Revision {
  number: number;
  updatedAt: string | null;
  /** Null where it was taken out of the catalog. */
  table: TableEntry | null;
  canBeRead: boolean;
}

/** The revisions of a table up to `newest`, newest first, each with what it changed. `after` is the `next` of the page before. */
export async function revisionPage(
  store: ObjectStore,
  record: string,
  newest: number,
  { after, limit }: { after: string | null; limit: number },
  signal: AbortSignal,
): Promise<TableVersionPage> {
  const first = after === null ? newest : Number(after);
  if (!Number.isSafeInteger(first) || first < 0) {
    throw new AppError("INVALID_INPUT", "That place in the versions of the table is not known.");
  }
  const last = Math.max(1, first - limit + 1);
  const revisions: Revision[] = [];
  for (let number = first; number >= Math.max(1, last - 1); number -= 1) {
    revisions.push(await readRevision(store, record, number, signal));
  }
  const shown = revisions.filter(({ number }) => number >= last);
  return {
    versions: shown.map((revision, index) => versionOf(revision, revisions[index + 1])),
    next: last > 1 ? String(last - 1) : null,
  };
}

async function readRevision(
  store: ObjectStore,
  record: string,
  number: number,
  signal: AbortSignal,
): Promise<Revision> {
  try {
    const content = await readRecord(store, record, number, signal);
    const table = content.state === "registered" ? content.table : null;
    return {
      number,
      table,
      updatedAt: table?.updatedAt ?? (await writtenAt(store, record, number, signal)),
      canBeRead: true,
    };
  } catch (error) {
    // One that was damaged or deleted leaves the others readable.
    if (error instanceof AppError && (error.code === "DAMAGED" || error.code === "NOT_FOUND")) {
      return { number, table: null, updatedAt: null, canBeRead: false };
    }
    throw error;
  }
}

async function writtenAt(
  store: ObjectStore,
  record: string,
  number: number,
  signal: AbortSignal,
): Promise<string | null> {
  const entry = await store.stat(revisionKey(record, number), { signal });
  return entry.kind === "object" ? new Date(entry.modified).toISOString() : null;
}

function versionOf({ number, updatedAt, table, canBeRead }: Revision, before: Revision | undefined): TableVersion {
  const isKnown = canBeRead && (number === 1 || before?.canBeRead === true);
  return {
    id: String(number),
    updatedAt,
    createdBy: null,
    changes: isKnown ? changesBetween(before?.table ?? null, table) : null,
  };
}
