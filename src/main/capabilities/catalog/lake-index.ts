import type { IndexState } from "../../../shared/contract/catalog.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { log } from "../../log.ts";
import type { Lake } from "../../lake/ports.ts";
import { pathOf } from "../../lake/zone-keys.ts";
import { IndexClient, type IndexHit, type IndexedQuery, type IndexedTable } from "./search-index/index.ts";

/** Object names older than this are listed again, in the background, when someone searches. Milliseconds. */
const STALE_AFTER = 60_000;

/** The queries that a person has saved in each lake. */
export interface SavedQueryNames {
  list(lakeId: string): readonly IndexedQuery[];
  /** Called after any change, with the lake; returns the stop. */
  onChange(listener: (lakeId: string) => void): () => void;
}

/** Keeps the search index of one open lake true: tables and saved queries at every change, object names by background scans. */
export class LakeIndex {
  readonly #lake: Lake;
  readonly #startClient: () => IndexClient;
  #client: IndexClient;
  readonly #closing = new AbortController();
  readonly #savedQueries: SavedQueryNames;
  readonly #stopFollowing: (() => void)[];
  #state: IndexState = { state: "building", tables: 0, objects: 0, problem: null };
  #scannedAt = 0;
  #scannedZones = "";
  #scan: Promise<void> | null = null;
  /** Something changed behind the scan that is under way. */
  #isStale = false;
  #tables: Promise<void> = Promise.resolve();
  /** Another reading of the catalog is going to begin. */
  #areTablesQueued = false;
  #queries: Promise<void> = Promise.resolve();

  constructor(lake: Lake, savedQueries: SavedQueryNames, entry: URL, databasePath: string) {
    this.#lake = lake;
    this.#savedQueries = savedQueries;
    this.#startClient = () => new IndexClient(entry, databasePath);
    this.#client = this.#startClient();
    this.#stopFollowing = [
      lake.tables.onChange(() => this.#refreshTables()),
      savedQueries.onChange((lakeId) => lakeId === lake.id && this.#refreshQueries()),
    ];
    this.#refreshAll();
  }

  get state(): IndexState {
    return this.#state;
  }

  /** Waits until what has been asked to be indexed is indexed. */
  async settled(): Promise<void> {
    await Promise.all([this.#tables, this.#queries, this.#scan]);
  }

  async search(
    words: readonly string[],
    limit: number,
    { signal }: { signal: AbortSignal },
  ): Promise<readonly IndexHit[]> {
    if (this.#client.hasFailed) {
      this.#client = this.#startClient();
      this.#refreshAll();
    }
    const isOld = Date.now() - this.#scannedAt > STALE_AFTER || this.#zoneIds() !== this.#scannedZones;
    if (isOld && !this.#scan) this.refreshObjects();
    const reply = await this.#client.request({ kind: "search", words, limit }, { signal });
    this.#state = { ...this.#state, tables: reply.tables, objects: reply.objects };
    return reply.kind === "hits" ? reply.hits : [];
  }

  /** Lists the objects of all zones again; once more when something changes while that is under way. */
  refreshObjects(): void {
    this.#isStale = true;
    this.#scan ??= this.#scanUntilFresh()
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        this.#scannedAt = Date.now();
        this.#scan = null;
      });
  }

  async close(): Promise<void> {
    for (const stop of this.#stopFollowing) stop();
    this.#closing.abort();
    await this.settled();
    await this.#client.close();
  }

  #refreshAll(): void {
    this.#refreshTables();
    this.#refreshQueries();
    this.refreshObjects();
  }

  #refreshTables(): void {
    if (this.#areTablesQueued) return;
    this.#areTablesQueued = true;
    this.#tables = this.#tables.then(() => {
      this.#areTablesQueued = false;
      return this.#readTables();
    });
  }

  /** Reads the catalog page by page, which may be of 100,000 tables; what is as it was is not indexed again. */
  async #readTables(): Promise<void> {
    const { signal } = this.#closing;
    try {
      await this.#client.request({ kind: "begin-tables" }, { signal });
      for await (const page of this.#lake.tables.list({ zoneId: null, signal })) {
        await this.#client.request({ kind: "add-tables", tables: page.map(indexed) }, { signal });
      }
      await this.#client.request({ kind: "end-tables" }, { signal });
    } catch (error) {
      this.#report(error);
    }
  }

  #refreshQueries(): void {
    const queries = this.#savedQueries
      .list(this.#lake.id)
      .map(({ id, name, description, sql }) => ({ id, name, description, sql }));
    this.#queries = this.#client
      .request({ kind: "replace-queries", queries }, { signal: this.#closing.signal })
      .then(() => undefined)
      .catch((error: unknown) => this.#report(error));
  }

  async #scanUntilFresh(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      this.#scannedZones = this.#zoneIds();
      const problem = await this.#scanZones();
      if (problem) this.#report(problem);
      else this.#state = { ...this.#state, state: "ready", problem: null };
    }
  }

  /** Scans every zone; one that cannot be read keeps what was known of it. Returns what went wrong, if anything did. */
  async #scanZones(): Promise<AppError | null> {
    const { signal } = this.#closing;
    const { zones } = this.#lake.definition();
    let problem: AppError | null = null;
    await this.#client.request({ kind: "keep-zones", zoneIds: zones.map(({ id }) => id) }, { signal });
    for (const zone of zones) {
      try {
        await this.#scanZone(zone);
      } catch (error) {
        if (!(error instanceof AppError) || isCancellation(error)) throw error;
        problem = error;
      }
    }
    return problem;
  }

  async #scanZone(zone: Zone): Promise<void> {
    const { signal } = this.#closing;
    const zoneId = zone.id;
    await this.#client.request({ kind: "begin-objects", zoneId }, { signal });
    try {
      for await (const page of this.#lake.objects.list(zone.location, { recursive: true, signal })) {
        const paths = page.flatMap((entry) => (entry.kind === "object" ? [pathOf(zone, entry.key)] : []));
        await this.#client.request({ kind: "add-objects", zoneId, paths }, { signal });
      }
    } catch (error) {
      // A zone whose folder was removed has no objects.
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
    await this.#client.request({ kind: "end-objects", zoneId }, { signal });
  }

  #zoneIds(): string {
    return JSON.stringify(this.#lake.definition().zones.map(({ id, location }) => [id, location]));
  }

  #report(error: unknown): void {
    if (isCancellation(error)) return;
    log("warn", "search index is behind", { lake: this.#lake.id, error });
    const problem = error instanceof Error ? error.message : String(error);
    this.#state = { ...this.#state, state: "failed", problem };
  }
}

function indexed({ zoneId, name, description, columns }: TableEntry): IndexedTable {
  return {
    zoneId,
    name,
    description,
    columns: columns.map((column) => ({ name: column.name, description: column.description })),
  };
}
