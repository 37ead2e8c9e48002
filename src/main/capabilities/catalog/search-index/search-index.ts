import { isOnlyOfTables, parseSearch, wantsType } from "../../../../shared/domain/search-query.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { facetsOf } from "./facet-counts.ts";
import type { IndexHit, IndexReply, IndexRequest, IndexedTable } from "./index-protocol.ts";
import { addObjects, endListing, keepZones, searchObjects } from "./object-names.ts";
import { replaceQueries, searchQueries } from "./saved-query-search.ts";
import { searchSchema } from "./search-schema.ts";
import { putFacts, replaceSource } from "./table-facts.ts";
import { addTables, beginTables, endTables } from "./table-rows.ts";
import { searchTables } from "./table-search.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Tables that are written in one transaction: each ends a segment of the full-text index, and segments are merged. */
const WRITTEN_AT_ONCE = 2_500;

/** Answers the requests of one lake's index, in the worker that owns its database. */
export class SearchIndex {
  readonly #database: IndexDatabase;
  readonly #vocabulary: Vocabulary;
  /** Tables of the pages that have come and are not written yet. */
  #waiting: IndexedTable[] = [];
  /** Counted once after each change: to count 100,000 rows takes longer than to search them. */
  #known: { tables: number; objects: number } | null = null;
  /** Number of the listing under way in each zone; objects that it does not touch are gone when it ends. */
  readonly #listings = new Map<string, number>();

  constructor(path: string) {
    this.#database = new IndexDatabase(path, searchSchema);
    this.#vocabulary = new Vocabulary(this.#database);
  }

  answer(request: IndexRequest): IndexReply {
    switch (request.kind) {
      case "begin-tables":
        this.#waiting = [];
        beginTables(this.#database);
        return this.#done();
      case "add-tables":
        this.#waiting.push(...request.tables);
        if (this.#waiting.length >= WRITTEN_AT_ONCE) this.#writeWaiting();
        return this.#done();
      case "end-tables":
        this.#writeWaiting();
        this.#write(() => endTables(this.#database, this.#vocabulary));
        return this.#done();
      case "put-facts":
        this.#write(() => putFacts(this.#database, this.#vocabulary, request.source, request.facts));
        return this.#done();
      case "replace-facts":
        this.#write(() => replaceSource(this.#database, this.#vocabulary, request.source, request.facts));
        return this.#done();
      case "replace-queries":
        this.#database.transaction(() => replaceQueries(this.#database, request.queries));
        return this.#done();
      case "search":
        this.#writeWaiting();
        return { kind: "hits", hits: this.#search(request.text, request.limit, request.now), ...this.#counts() };
      case "facets": {
        this.#writeWaiting();
        const found = facetsOf(this.#database, this.#vocabulary, parseSearch(request.text), request.now);
        return { kind: "facets", ...found, ...this.#counts() };
      }
      case "begin-objects":
      case "add-objects":
      case "end-objects":
      case "keep-zones":
        this.#write(() => this.#takeObjects(request));
        return this.#done();
    }
  }

  #takeObjects(
    request: Extract<IndexRequest, { kind: "add-objects" | "begin-objects" | "end-objects" | "keep-zones" }>,
  ) {
    switch (request.kind) {
      case "begin-objects":
        this.#listings.set(request.zoneId, this.#nextListing());
        return;
      case "add-objects":
        addObjects(this.#database, request.zoneId, request.paths, this.#listing(request.zoneId));
        return;
      case "end-objects":
        endListing(this.#database, request.zoneId, this.#listing(request.zoneId));
        this.#listings.delete(request.zoneId);
        return;
      case "keep-zones":
        keepZones(this.#database, request.zoneIds);
    }
  }

  #listing(zoneId: string): number {
    const listing = this.#listings.get(zoneId);
    if (listing === undefined) throw new Error(`no listing of ${zoneId} is under way`);
    return listing;
  }

  #nextListing(): number {
    const stored = this.#database.count("SELECT coalesce(max(scan), 0) AS n FROM object");
    return Math.max(stored, ...this.#listings.values()) + 1;
  }

  /** Tables, saved queries, objects: of those behind the tables a share even where many tables were found. */
  #search(text: string, limit: number, now: number): IndexHit[] {
    const query = parseSearch(text);
    const areOnlyTables = isOnlyOfTables(query);
    const tables = wantsType(query, "table", "view", "column")
      ? searchTables(this.#database, this.#vocabulary, query, limit, now)
      : [];
    const words = [...query.words, ...query.phrases.flat()];
    const queries = wantsType(query, "query") && !areOnlyTables ? searchQueries(this.#database, words, limit) : [];
    const objects = wantsType(query, "file") && !areOnlyTables ? searchObjects(this.#database, words, limit) : [];
    const share = Math.floor(limit / 4);
    const first = tables.slice(0, limit - Math.min(share, queries.length) - Math.min(share, objects.length));
    const second = queries.slice(0, limit - first.length - Math.min(share, objects.length));
    return [...first, ...second, ...objects.slice(0, limit - first.length - second.length)];
  }

  #writeWaiting(): void {
    if (this.#waiting.length === 0) return;
    const tables = this.#waiting;
    this.#waiting = [];
    this.#write(() => addTables(this.#database, this.#vocabulary, tables));
  }

  #write(body: () => void): void {
    this.#database.transaction(() => {
      body();
      this.#vocabulary.write();
    });
    this.#known = null;
  }

  #done(): IndexReply {
    return { kind: "done", ...this.#counts() };
  }

  #counts(): { tables: number; objects: number } {
    this.#known ??= {
      tables: this.#database.count("SELECT count(*) AS n FROM standing"),
      objects: this.#database.count("SELECT count(*) AS n FROM object"),
    };
    return this.#known;
  }
}
