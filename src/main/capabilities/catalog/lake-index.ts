import type { IndexState } from "../../../shared/domain/search.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { log } from "../../log.ts";
import type { Lake } from "../../lake/ports.ts";
import { pathOf } from "../../lake/zone-keys.ts";
import { type TeamKnowledge, factsOfKnowledge } from "./knowledge-facts.ts";
import { type QueryUses, oldestUse, tablesQueried } from "./query-uses.ts";
import {
  type FactsOfTable,
  IndexClient,
  type IndexHit,
  type IndexReply,
  type IndexedQuery,
  type IndexedTable,
} from "./search-index/index.ts";

/** Object names older than this are listed again, in the background, when someone searches. Milliseconds. */
const STALE_AFTER = 60_000;

/** The queries that a person has saved in each lake. */
export interface SavedQueryNames {
  list(lakeId: string): readonly IndexedQuery[];
  /** Called after any change, with the lake; returns the stop. */
  onChange(listener: (lakeId: string) => void): () => void;
}

/** Names of objects as the scans of the inventory know them. */
export interface ScannedNames {
  /** How many objects the last scan of the whole lake has found; null when there was none. */
  scannedObjects(lakeId: string, options: { signal: AbortSignal }): Promise<number | null>;
  names(
    lakeId: string,
    text: string,
    limit: number,
    options: { signal: AbortSignal },
  ): Promise<readonly { zoneId: string; path: string }[]>;
}

interface LakeIndexDependencies {
  savedQueries: SavedQueryNames;
  knowledge: TeamKnowledge;
  scannedNames: ScannedNames;
  /** What a person has opened in the lake. */
  opens: () => readonly FactsOfTable[];
  queryUses: QueryUses;
  /** Program of the worker that owns the index. */
  entry: URL;
  databasePath: string;
}

/** Keeps the search index of one open lake true: tables and saved queries at every change, object names from the inventory's scans, or by listing the lake while it has not been scanned. */
export class LakeIndex {
  readonly #lake: Lake;
  readonly #startClient: () => IndexClient;
  #client: IndexClient;
  readonly #closing = new AbortController();
  readonly #dependencies: LakeIndexDependencies;
  readonly #stopFollowing: (() => void)[];
  #state: IndexState = { state: "building", tables: 0, objects: 0, areScanned: false, problem: null };
  #scannedAt = 0;
  #scannedZones = "";
  #scan: Promise<void> | null = null;
  /** Something changed behind the scan that is under way. */
  #isStale = false;
  #tables: Promise<void> = Promise.resolve();
  /** The catalog has changed behind what was read of it. */
  #areTablesOld = true;
  #queries: Promise<void> = Promise.resolve();
  #knowledge: Promise<void> = Promise.resolve();
  /** Revision of the knowledge that the index has. */
  #knownRevision = 0;
  #isKnowledgeQueued = false;
  #queryUses: Promise<void> = Promise.resolve();
  /** Queries have ended, or tables have come, since they were counted; that is done when somebody searches. */
  #areQueryUsesOld = true;
  /** Objects that the inventory knows; null while their names are in this index. */
  #scannedObjects: number | null = null;

  constructor(lake: Lake, dependencies: LakeIndexDependencies) {
    this.#lake = lake;
    this.#dependencies = dependencies;
    this.#startClient = () => new IndexClient(dependencies.entry, dependencies.databasePath);
    this.#client = this.#startClient();
    this.#stopFollowing = [
      lake.tables.onChange(() => {
        this.#areQueryUsesOld = true;
        this.#refreshTables();
      }),
      dependencies.queryUses.onHistoryChange((lakeId) => {
        if (lakeId === lake.id) this.#areQueryUsesOld = true;
      }),
      dependencies.savedQueries.onChange((lakeId) => lakeId === lake.id && this.#refreshQueries()),
      dependencies.knowledge.onChange((lakeId) => lakeId === lake.id && this.#refreshKnowledge()),
    ];
    this.#refreshAll();
  }

  get state(): IndexState {
    return this.#state;
  }

  /** Waits until what has been asked to be indexed is indexed. */
  async settled(): Promise<void> {
    await Promise.all([this.#tables, this.#queries, this.#knowledge, this.#queryUses, this.#scan]);
  }

  async search(text: string, limit: number, { signal }: { signal: AbortSignal }): Promise<readonly IndexHit[]> {
    this.#refreshWhatIsOld();
    const reply = await this.#client.request({ kind: "search", text, limit, now: Date.now() }, { signal });
    this.#take(reply);
    return reply.kind === "hits" ? reply.hits : [];
  }

  async facets(text: string, { signal }: { signal: AbortSignal }): Promise<Extract<IndexReply, { kind: "facets" }>> {
    this.#refreshWhatIsOld();
    const reply = await this.#client.request({ kind: "facets", text, now: Date.now() }, { signal });
    if (reply.kind !== "facets") throw new Error("the index has answered something else");
    return reply;
  }

  /** Whether names of objects are those of the inventory. */
  get areNamesScanned(): boolean {
    return this.#scannedObjects !== null;
  }

  /** Brings what is known of a table by its use into the index. */
  used(facts: FactsOfTable): void {
    this.#putUses([facts]);
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
    this.#putUses(this.#dependencies.opens());
    this.#areQueryUsesOld = true;
    this.#refreshQueryUses();
    this.#refreshKnowledge();
    this.refreshObjects();
  }

  #refreshWhatIsOld(): void {
    if (this.#client.hasFailed) {
      this.#client = this.#startClient();
      this.#knownRevision = 0;
      this.#refreshAll();
    }
    this.#refreshQueryUses();
    const isOld = Date.now() - this.#scannedAt > STALE_AFTER || this.#zoneIds() !== this.#scannedZones;
    if (isOld && !this.#scan) this.refreshObjects();
  }

  #take({ tables, objects }: IndexReply): void {
    this.#state = {
      ...this.#state,
      tables,
      objects: this.#scannedObjects ?? objects,
      areScanned: this.#scannedObjects !== null,
    };
  }

  #putUses(facts: readonly FactsOfTable[]): void {
    this.#client
      .request({ kind: "put-facts", source: "usage", facts }, { signal: this.#closing.signal })
      .catch((error: unknown) => this.#report(error));
  }

  #refreshQueryUses(): void {
    if (!this.#areQueryUsesOld) return;
    this.#areQueryUsesOld = false;
    const tables = this.#tables;
    this.#queryUses = this.#queryUses.then(() => tables).then(() => this.#readQueryUses());
  }

  async #readQueryUses(): Promise<void> {
    const { signal } = this.#closing;
    try {
      const names = this.#dependencies.queryUses.queriedNames(this.#lake.id, { since: oldestUse(Date.now()), signal });
      const facts = await tablesQueried(names, this.#lake.tables.list({ zoneId: null, signal }));
      await this.#client.request({ kind: "replace-facts", source: "queries", facts }, { signal });
    } catch (error) {
      this.#report(error);
    }
  }

  #refreshKnowledge(): void {
    if (this.#isKnowledgeQueued) return;
    this.#isKnowledgeQueued = true;
    this.#knowledge = this.#knowledge.then(() => {
      this.#isKnowledgeQueued = false;
      return this.#readKnowledge();
    });
  }

  /** Takes what has changed of what people know; each page is of tables that may not be in the catalog any more. */
  async #readKnowledge(): Promise<void> {
    const { signal } = this.#closing;
    try {
      let reached = this.#knownRevision;
      const pages = this.#dependencies.knowledge.summaries(this.#lake.id, { since: reached, signal });
      for await (const { summaries, revision } of pages) {
        const facts = summaries.map(factsOfKnowledge);
        await this.#client.request({ kind: "put-facts", source: "knowledge", facts }, { signal });
        reached = revision;
      }
      // Not before the last page: one that fails has to come again.
      this.#knownRevision = reached;
    } catch (error) {
      this.#report(error);
    }
  }

  #refreshTables(): void {
    this.#areTablesOld = true;
    this.#tables = this.#tables.then(() => this.#readTables());
  }

  /** Reads the catalog page by page, which may be of 100,000 tables; what is as it was is not indexed again. */
  async #readTables(): Promise<void> {
    if (!this.#areTablesOld) return;
    this.#areTablesOld = false;
    const { signal } = this.#closing;
    let isFirst = true;
    try {
      await this.#client.request({ kind: "begin-tables" }, { signal });
      for await (const page of this.#lake.tables.list({ zoneId: null, signal })) {
        // What was told of until the first page is in the pages.
        if (isFirst) this.#areTablesOld = false;
        isFirst = false;
        await this.#client.request({ kind: "add-tables", tables: page.map(indexed) }, { signal });
      }
      await this.#client.request({ kind: "end-tables" }, { signal });
    } catch (error) {
      this.#report(error);
    }
  }

  #refreshQueries(): void {
    const queries = this.#dependencies.savedQueries
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
    this.#scannedObjects = await this.#dependencies.scannedNames.scannedObjects(this.#lake.id, { signal });
    if (this.#scannedObjects !== null) {
      await this.#client.request({ kind: "keep-zones", zoneIds: [] }, { signal });
      return null;
    }
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

function indexed({ zoneId, name, kind, catalogName, format, description, columns }: TableEntry): IndexedTable {
  return {
    zoneId,
    name,
    kind,
    database: catalogName?.database ?? null,
    format,
    description,
    columns: columns.map((column) => ({ name: column.name, description: column.description })),
  };
}
