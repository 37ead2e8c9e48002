import type { IndexState } from "../../../shared/contract/catalog.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { Lake } from "../../lake/ports.ts";
import { pathOf } from "../../lake/zone-keys.ts";
import { IndexClient, type IndexHit, type IndexedQuery } from "./search-index/index.ts";

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
  readonly #client: IndexClient;
  readonly #closing = new AbortController();
  readonly #savedQueries: SavedQueryNames;
  readonly #stopFollowing: (() => void)[];
  #state: IndexState = { state: "building", tables: 0, objects: 0, problem: null };
  #scannedAt = 0;
  #scan: Promise<void> | null = null;
  #tables: Promise<void> = Promise.resolve();
  #queries: Promise<void> = Promise.resolve();

  constructor(lake: Lake, savedQueries: SavedQueryNames, entry: URL, databasePath: string) {
    this.#lake = lake;
    this.#savedQueries = savedQueries;
    this.#client = new IndexClient(entry, databasePath);
    this.#stopFollowing = [
      lake.tables.onChange(() => this.#refreshTables()),
      savedQueries.onChange((lakeId) => lakeId === lake.id && this.#refreshQueries()),
    ];
    this.#refreshTables();
    this.#refreshQueries();
    this.refreshObjects();
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
    if (Date.now() - this.#scannedAt > STALE_AFTER) this.refreshObjects();
    const reply = await this.#client.request({ kind: "search", words, limit }, { signal });
    this.#state = { ...this.#state, tables: reply.tables, objects: reply.objects };
    return reply.kind === "hits" ? reply.hits : [];
  }

  /** Lists the objects of all zones again; once more afterwards is not needed while one scan is under way. */
  refreshObjects(): void {
    this.#scan ??= this.#scanOnce();
  }

  async #scanOnce(): Promise<void> {
    try {
      await this.#scanZones();
      this.#scannedAt = Date.now();
      this.#state = { ...this.#state, state: "ready", problem: null };
    } catch (error) {
      this.#report(error);
    } finally {
      this.#scan = null;
    }
  }

  async close(): Promise<void> {
    for (const stop of this.#stopFollowing) stop();
    this.#closing.abort();
    await this.settled();
    await this.#client.close();
  }

  #refreshTables(): void {
    this.#tables = this.#tables.then(() => this.#replaceTables());
  }

  async #replaceTables(): Promise<void> {
    const { signal } = this.#closing;
    try {
      const tables = [];
      for await (const page of this.#lake.tables.list({ zoneId: null, signal })) tables.push(...page);
      await this.#client.request({ kind: "replace-tables", tables: tables.map(indexed) }, { signal });
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

  async #scanZones(): Promise<void> {
    const { signal } = this.#closing;
    const { zones } = this.#lake.definition();
    await this.#client.request({ kind: "keep-zones", zoneIds: zones.map(({ id }) => id) }, { signal });
    for (const zone of zones) {
      const zoneId = zone.id;
      await this.#client.request({ kind: "begin-objects", zoneId }, { signal });
      try {
        for await (const page of this.#lake.objects.list(zone.location, { recursive: true, signal })) {
          const paths = page.flatMap((entry) => (entry.kind === "object" ? [pathOf(zone, entry.key)] : []));
          await this.#client.request({ kind: "add-objects", zoneId, paths }, { signal });
        }
      } catch (error) {
        if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
      }
      await this.#client.request({ kind: "end-objects", zoneId }, { signal });
    }
  }

  #report(error: unknown): void {
    if (isCancellation(error)) return;
    log("warn", "search index is behind", { lake: this.#lake.id, error });
    const problem = error instanceof Error ? error.message : String(error);
    this.#state = { ...this.#state, state: "failed", problem };
  }
}

function indexed({
  zoneId,
  name,
  description,
  columns,
}: {
  zoneId: string;
  name: string;
  description: string;
  columns: { name: string; description: string }[];
}) {
  return {
    zoneId,
    name,
    description,
    columns: columns.map((column) => ({ name: column.name, description: column.description })),
  };
}
