import type { IndexReply, IndexRequest } from "./index-protocol.ts";
import { search } from "./index-search.ts";
import { addObjects, addTables, endScan, endTables, keepZones, replaceQueries } from "./index-updates.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { searchSchema } from "./search-schema.ts";

/** Answers the requests of one lake's index, in the worker that owns its database. */
export class SearchIndex {
  readonly #database: IndexDatabase;
  /** Number of the scan under way in each zone; objects that it does not touch are gone when it ends. */
  readonly #scans = new Map<string, number>();

  /** Number of the reading of the catalog under way. */
  #tableScan = 0;

  constructor(path: string) {
    this.#database = new IndexDatabase(path, searchSchema);
  }

  answer(request: IndexRequest): IndexReply {
    switch (request.kind) {
      case "begin-tables":
        this.#tableScan = this.#database.count("SELECT coalesce(max(scan), 0) AS n FROM indexed_table") + 1;
        return this.#done();
      case "add-tables":
        addTables(this.#database, request.tables, this.#tableScan);
        return this.#done();
      case "end-tables":
        endTables(this.#database, this.#tableScan);
        return this.#done();
      case "replace-queries":
        replaceQueries(this.#database, request.queries);
        return this.#done();
      case "begin-objects":
        this.#scans.set(request.zoneId, this.#nextScan());
        return this.#done();
      case "add-objects":
        addObjects(this.#database, request.zoneId, request.paths, this.#scan(request.zoneId));
        return this.#done();
      case "end-objects":
        endScan(this.#database, request.zoneId, this.#scan(request.zoneId));
        this.#scans.delete(request.zoneId);
        return this.#done();
      case "keep-zones":
        keepZones(this.#database, request.zoneIds);
        return this.#done();
      case "search":
        return { kind: "hits", hits: search(this.#database, request.words, request.limit), ...this.#counts() };
    }
  }

  #scan(zoneId: string): number {
    const scan = this.#scans.get(zoneId);
    if (scan === undefined) throw new Error(`no scan of ${zoneId} is under way`);
    return scan;
  }

  #nextScan(): number {
    const stored = this.#database.count("SELECT coalesce(max(scan), 0) AS n FROM object");
    return Math.max(stored, ...this.#scans.values()) + 1;
  }

  #done(): IndexReply {
    return { kind: "done", ...this.#counts() };
  }

  #counts(): { tables: number; objects: number } {
    return {
      tables: this.#database.count("SELECT count(*) AS n FROM item WHERE kind = 'table'"),
      objects: this.#database.count("SELECT count(*) AS n FROM object"),
    };
  }
}
