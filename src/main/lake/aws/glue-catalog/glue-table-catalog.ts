import type { GlueClient, Table } from "@aws-sdk/client-glue";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { Capability, TableCatalog, TablePlace } from "../../ports.ts";
import type { GlueCalls } from "./glue-calls.ts";
import { GlueService } from "./glue-service.ts";
import type { IndexedZone } from "./index-database/table-index-protocol.ts";
import { IndexedTables } from "./indexed-tables.ts";
import { changedTableInput } from "./mapping/changed-table-input.ts";
import { GlueManagedCatalog } from "./managed/glue-managed-catalog.ts";
import { type GlueName, parseEntryName } from "./mapping/entry-names.ts";
import { type TableFacts, factsOfTable } from "./mapping/table-facts.ts";
import { newTableInput } from "./mapping/table-input.ts";
import { CatalogSync } from "./sync/catalog-sync.ts";
import { followCatalog } from "./sync/follow-catalog.ts";
import { tableChanged, tableExists, tableNotFound } from "./table-errors.ts";
import { createTable, deleteTable, updateTable } from "./table-writes.ts";
import { databaseOfZone, openZoneDatabase } from "./zone-database.ts";

/** Once there was a sync, Glue is not waited for longer than this to see whether a table is newer there. */
const PATIENCE_MS = 2_000;
/** After Glue did not answer, what is known is given at once for so long. */
const LEFT_ALONE_MS = 30_000;

export interface GlueCatalogParts {
  client: GlueClient;
  /** The pace of its account and region; one of its own when absent. */
  calls?: GlueCalls;
  lakeId: string;
  lakeName: () => string;
  /** The zones of the lake as places in S3. */
  zones: () => readonly IndexedZone[];
  /** Program of the worker that owns the index. */
  indexWorker: URL;
  /** File of the index; may be deleted between two runs. */
  indexPath: string;
}

type Options = { signal: AbortSignal };

/**
 * The Glue Data Catalog as the tables of a lake. Lists come from the local index of the last sync, a single table from
 * Glue itself, or from the index while Glue cannot be reached; writes go to Glue and then to the index.
 */
export class GlueTableCatalog implements TableCatalog {
  readonly #parts: GlueCatalogParts;
  readonly #service: GlueService;
  readonly #index: IndexedTables;
  readonly #sync: CatalogSync;
  readonly managed: GlueManagedCatalog;
  readonly #listeners = new Set<() => void>();
  readonly #zoneDatabases = new Map<string, Promise<string>>();
  #leftAloneUntil = 0;

  constructor(parts: GlueCatalogParts) {
    this.#parts = parts;
    this.#service = new GlueService(parts.client, parts.calls);
    this.#index = new IndexedTables(parts.indexWorker, parts.indexPath, parts.zones);
    this.#sync = new CatalogSync(this.#service, this.#index, parts.lakeId, () => this.#notify());
    this.managed = new GlueManagedCatalog({
      service: this.#service,
      index: this.#index,
      sync: this.#sync,
      nameOf: (table, options) => this.#requireName(table, options),
    });
  }

  capabilities(): { write: Capability } {
    return { write: { available: true } };
  }

  list({ zoneId, after, signal }: Options & { zoneId: string | null; after?: TablePlace | undefined }) {
    return this.#index.list(zoneId, after, { signal });
  }

  async get(zoneId: string | null, name: string, options: Options): Promise<TableEntry> {
    const place = { zoneId, name };
    const known = await this.#index.find(place, options);
    const facts = await this.#readNow(place, known, options);
    const entry = facts ? await this.#learn(facts, options) : known;
    if (!entry || entry.zoneId !== zoneId) throw tableNotFound(place);
    return entry;
  }

  async put(draft: TableEntry, expected: number | null, options: Options): Promise<TableEntry> {
    const name = expected === null ? await this.#create(draft, options) : await this.#update(draft, expected, options);
    return this.#written(name, draft, options);
  }

  async remove(zoneId: string | null, name: string, options: Options): Promise<void> {
    const place = { zoneId, name };
    const glueName = await this.#requireName(place, options);
    try {
      await deleteTable(this.#service, glueName, options.signal);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await this.#forget(glueName, options);
      throw tableNotFound(place, error);
    }
    await this.#forget(glueName, options);
  }

  versions(table: TablePlace, page: { after: string | null; limit: number }, options: Options) {
    return this.managed.versions(table, page, options);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes the index what Glue is now. Fails as the sync does; problems of single databases are in `syncState`. */
  sync(signal: AbortSignal): Promise<void> {
    return this.#sync.run(signal);
  }

  /** Syncs in the background until aborted. */
  follow(signal: AbortSignal): Promise<void> {
    return followCatalog((until) => this.sync(until), signal);
  }

  close(): Promise<void> {
    return this.#index.close();
  }

  async #create(draft: TableEntry, { signal }: Options): Promise<GlueName> {
    const zone = this.#parts.zones().find(({ id }) => id === draft.zoneId);
    if (!zone) throw new AppError("INVALID_INPUT", "A table is registered in a zone of the lake.");
    const name = await this.#newName(zone, draft.name, { signal });
    const input = newTableInput(draft, name.table, zone.address + draft.location);
    try {
      await createTable(this.#service, name.database, input, signal);
    } catch (error) {
      if (error instanceof AppError && error.code === "ALREADY_EXISTS") throw tableExists(draft, error);
      throw error;
    }
    return name;
  }

  async #newName(zone: IndexedZone, name: string, options: Options): Promise<GlueName> {
    const known = await this.#index.zoneDatabase(zone.id, options);
    const parsed = parseEntryName(name, known);
    if (parsed) return parsed;
    const opening =
      this.#zoneDatabases.get(zone.id) ??
      openZoneDatabase(
        this.#service,
        { ...zone, lakeId: this.#parts.lakeId, lakeName: this.#parts.lakeName() },
        options.signal,
      ).finally(() => this.#zoneDatabases.delete(zone.id));
    this.#zoneDatabases.set(zone.id, opening);
    const database = await opening;
    await this.#index.addDatabase(database, zone.id, options);
    return { database, table: name.toLowerCase() };
  }

  /** Writes what the person changed on top of the newest table; CONFLICT when that is not the one that they saw. */
  async #update(draft: TableEntry, expected: number, options: Options): Promise<GlueName> {
    const name = draft.catalogName ?? (await this.#requireName(draft, options));
    const current = await this.#service.table(name, options.signal).catch((error: unknown) => {
      throw isNotFound(error) ? tableNotFound(draft, error) : error;
    });
    const facts = factsOfTable(current);
    if (facts.revision !== expected) throw tableChanged(draft);
    if (current.IsMultiDialectView === true) throw multiDialectView(draft);
    const input = changedTableInput(current, draft, await this.#newAddress(draft, current, options));
    try {
      await updateTable(this.#service, name.database, input, current.VersionId, options.signal);
    } catch (error) {
      if (error instanceof AppError && error.code === "CONFLICT") throw tableChanged(draft, error);
      throw error;
    }
    return name;
  }

  /** Null when the person left the location as it is. */
  async #newAddress(draft: TableEntry, current: Table, options: Options): Promise<string | null> {
    const entry = await this.#learn(factsOfTable(current), options);
    const zone = this.#parts.zones().find(({ id }) => id === draft.zoneId);
    if (!zone || !entry || (entry.zoneId === draft.zoneId && entry.location === draft.location)) return null;
    return zone.address + draft.location;
  }

  async #written(name: GlueName, draft: TableEntry, options: Options): Promise<TableEntry> {
    const entry = await this.#learn(factsOfTable(await this.#service.table(name, options.signal)), options);
    if (!entry) throw tableNotFound(draft);
    return entry;
  }

  /** A table as Glue has it. Null when a sync must be trusted, because Glue cannot be reached or does not answer soon. */
  async #readNow(place: TablePlace, known: TableEntry | null, { signal }: Options): Promise<TableFacts | null> {
    const { syncedAt } = await this.#index.state({ signal });
    if (syncedAt !== null && Date.now() < this.#leftAloneUntil) return null;
    const patience = syncedAt === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      const name = known?.catalogName ?? (await this.#glueName(place, { signal: patience }));
      if (!name) throw tableNotFound(place);
      return factsOfTable(await this.#service.table(name, patience));
    } catch (error) {
      if (isNotFound(error)) {
        if (known?.catalogName) await this.#forget(known.catalogName, { signal });
        throw tableNotFound(place, error);
      }
      if (signal.aborted || syncedAt === null || !(patience.aborted || isAway(error))) throw error;
      this.#leftAloneUntil = Date.now() + LEFT_ALONE_MS;
      return null;
    }
  }

  /** The table that a name stands for; null when the zone has no database in which it could be. */
  async #glueName({ zoneId, name }: TablePlace, options: Options): Promise<GlueName | null> {
    const own = zoneId === null ? null : await this.#index.zoneDatabase(zoneId, options);
    const parsed = parseEntryName(name, own);
    if (parsed || zoneId === null) return parsed;
    const database = await databaseOfZone(this.#service, { lakeId: this.#parts.lakeId, id: zoneId }, options.signal);
    if (database === null) return null;
    await this.#index.addDatabase(database, zoneId, options);
    return parseEntryName(name, database);
  }

  async #requireName(place: TablePlace, options: Options): Promise<GlueName> {
    const name = (await this.#index.find(place, options))?.catalogName ?? (await this.#glueName(place, options));
    if (!name) throw tableNotFound(place);
    return name;
  }

  async #learn(facts: TableFacts, options: Options): Promise<TableEntry | null> {
    const { entry, isNews } = await this.#index.put(facts, options);
    if (isNews) this.#notify();
    return entry;
  }

  async #forget(name: GlueName, options: Options): Promise<void> {
    if (await this.#index.forget(name, options)) this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === "NOT_FOUND";
}

/** The failures in which what was synced before is better than nothing. */
function isAway(error: unknown): boolean {
  const codes = ["CANCELLED", "UNAVAILABLE", "TIMEOUT", "AUTH_REQUIRED", "RATE_LIMITED"];
  return error instanceof AppError && codes.includes(error.code);
}

function multiDialectView({ name }: TableEntry): AppError {
  return new AppError("UNSUPPORTED", `“${name}” is a Glue view of several engines, which Lakeshore does not write.`, {
    hint: "Change it where it was made.",
  });
}
