import { AppError } from "../../../../shared/domain/app-error.ts";
import type { TableVersionPage } from "../../../../shared/domain/managed-catalog.ts";
import { TableEntry } from "../../../../shared/domain/table-entry.ts";
import { log } from "../../../log.ts";
import { followPrefix } from "../../follow-prefix.ts";
import type { Capability, ObjectStore, TableCatalog, TablePlace } from "../../ports.ts";
import { createRecord, newestRevisions, readRecord } from "./catalog-records.ts";
import { CATALOG_PREFIX, recordName } from "./record-key.ts";
import { revisionPage } from "./table-revisions.ts";

const PAGE = 500;
/** Records are read this many at a time. */
const READS = 8;

interface Known {
  revision: number;
  /** Null once removed. */
  table: TableEntry | null;
}

/**
 * A table catalog kept in the lake itself: each table is a series of numbered revisions, each created only if absent,
 * so that two apps that change one table at once cannot overwrite each other.
 */
export class LocalTableCatalog implements TableCatalog {
  readonly managed = {
    available: false,
    reason:
      "The catalog of this lake is kept in the lake itself: Glue's partitions, versions and crawlers are not there.",
  } as const;
  readonly #store: ObjectStore;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();
  #lastRefresh: Promise<void> = Promise.resolve();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  capabilities(): { write: Capability } {
    return { write: this.#store.capabilities().write };
  }

  async *list({
    zoneId,
    after,
    signal,
  }: {
    zoneId: string | null;
    after?: TablePlace | undefined;
    signal: AbortSignal;
  }): AsyncGenerator<readonly TableEntry[]> {
    await this.#refresh(signal);
    const tables = [...this.#known.values()]
      .flatMap(({ table }) => (table && (zoneId === null || table.zoneId === zoneId) ? [table] : []))
      .filter((table) => !after || comparePlaces(table, after) > 0)
      .toSorted(comparePlaces);
    for (let start = 0; start < tables.length; start += PAGE) yield tables.slice(start, start + PAGE);
  }

  async get(zoneId: string | null, name: string, { signal }: { signal: AbortSignal }): Promise<TableEntry> {
    if (zoneId === null) throw inNoZone(name);
    const record = recordName(zoneId, name);
    if (!this.#known.get(record)?.table) await this.#refresh(signal);
    const table = this.#known.get(record)?.table;
    if (!table) throw new AppError("NOT_FOUND", `The catalog has no table “${name}” in the zone “${zoneId}”.`);
    return table;
  }

  async put(draft: TableEntry, expected: number | null, { signal }: { signal: AbortSignal }): Promise<TableEntry> {
    if (draft.zoneId === null) throw inNoZone(draft.name);
    const record = recordName(draft.zoneId, draft.name);
    await this.#refresh(signal);
    const current = this.#known.get(record);
    if (expected === null && current?.table) throw alreadyExists(draft);
    if (expected !== null && current?.revision !== expected) throw changedMeanwhile(draft);
    const revision = (current?.revision ?? 0) + 1;
    const table = TableEntry.parse({ ...draft, revision, updatedAt: new Date().toISOString() });
    if (!(await createRecord(this.#store, record, revision, { format: 1, state: "registered", table }, signal))) {
      throw expected === null ? alreadyExists(draft) : changedMeanwhile(draft);
    }
    this.#set(record, { revision, table });
    return table;
  }

  async remove(zoneId: string | null, name: string, { signal }: { signal: AbortSignal }): Promise<void> {
    if (zoneId === null) throw inNoZone(name);
    const table = await this.get(zoneId, name, { signal });
    const record = recordName(zoneId, name);
    const revision = table.revision + 1;
    if (!(await createRecord(this.#store, record, revision, { format: 1, state: "removed", zoneId, name }, signal))) {
      await this.#refresh(signal);
      throw changedMeanwhile(table);
    }
    this.#set(record, { revision, table: null });
  }

  async versions(
    { zoneId, name }: TablePlace,
    page: { after: string | null; limit: number },
    { signal }: { signal: AbortSignal },
  ): Promise<TableVersionPage> {
    const { revision } = await this.get(zoneId, name, { signal });
    return revisionPage(this.#store, recordName(zoneId ?? "", name), revision, page, signal);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows changes by other apps until aborted, also those that make the catalog. */
  follow(signal: AbortSignal): Promise<void> {
    return followPrefix(this.#store, CATALOG_PREFIX, signal, () => this.#refresh(signal));
  }

  /** Waits for a reading that is under way, whose entries need not be read again, then reads what is newer still. */
  #refresh(signal: AbortSignal): Promise<void> {
    const refresh = this.#lastRefresh.then(() => this.#readNews(signal));
    // Whoever asked for it is told of its failure; the next one begins all the same.
    this.#lastRefresh = refresh.catch(() => undefined);
    return refresh;
  }

  /** Reads what is newer than what is known. A damaged entry is logged and left out; the others stay usable. */
  async #readNews(signal: AbortSignal): Promise<void> {
    const newest = await newestRevisions(this.#store, signal);
    const wanted = [...newest].filter(([record, revision]) => this.#known.get(record)?.revision !== revision);
    const gone = [...this.#known.keys()].filter((record) => !newest.has(record));
    for (const record of gone) this.#known.delete(record);
    for (let start = 0; start < wanted.length; start += READS) {
      await Promise.all(
        wanted.slice(start, start + READS).map(([record, revision]) => this.#load(record, revision, signal)),
      );
    }
    if (wanted.length + gone.length > 0) this.#notify();
  }

  async #load(record: string, revision: number, signal: AbortSignal): Promise<void> {
    try {
      const content = await readRecord(this.#store, record, revision, signal);
      this.#known.set(record, {
        revision,
        table: content.state === "registered" ? { ...content.table, revision } : null,
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "DAMAGED")) throw error;
      log("warn", "catalog entry is damaged", { record, revision, error });
      this.#known.set(record, { revision, table: null });
    }
  }

  #set(record: string, known: Known): void {
    this.#known.set(record, known);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function comparePlaces(a: TablePlace, b: TablePlace): number {
  return compare(a.zoneId ?? "", b.zoneId ?? "") || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inNoZone(name: string): AppError {
  return new AppError("NOT_FOUND", `The table “${name}” is in no zone, and this catalog knows tables in zones only.`);
}

function alreadyExists({ zoneId, name }: TableEntry): AppError {
  return new AppError("ALREADY_EXISTS", `The zone “${zoneId}” has a table “${name}” already.`, {
    hint: "Choose another name, or update the table that is there.",
    details: { zoneId, name },
  });
}

function changedMeanwhile({ zoneId, name }: TableEntry): AppError {
  return new AppError("CONFLICT", `Someone changed the table “${zoneId}.${name}” while you were editing it.`, {
    hint: "Load it again, compare, and save your change on top.",
    details: { zoneId, name },
  });
}
