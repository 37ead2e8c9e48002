import { createHash } from "node:crypto";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import type { GlueName } from "../mapping/entry-names.ts";
import type { TableFacts } from "../mapping/table-facts.ts";
import { type ZonePlace, entryOfFacts, placeTable } from "../mapping/zone-places.ts";
import { IndexDatabase } from "../../../../state/index-database.ts";
import type { IndexedDatabase, IndexedZone, TableIndexReply, TableIndexRequest } from "./table-index-protocol.ts";
import { tableSchema } from "./table-schema.ts";

/** Stands for "no zone": sorts behind every zone's id, and is none. */
const NO_ZONE = "~";
/** Tables are placed anew so many at a time. */
const BATCH = 500;

/** Answers the requests of one catalog's index, in the worker that owns its database. */
export class TableIndex {
  readonly #database: IndexDatabase;
  #zones: ZonePlace[] = [];
  /** Tables that were written while a sync is under way: what it read of them is older. Null while there is no sync. */
  #written: Set<string> | null = null;

  constructor(path: string) {
    this.#database = new IndexDatabase(path, tableSchema);
    const [row] = this.#database.all("SELECT value FROM fact WHERE name = 'zones'");
    if (row) this.#zones = JSON.parse(String(row["value"]));
  }

  answer(request: TableIndexRequest): TableIndexReply {
    switch (request.kind) {
      case "set-zones":
        return this.#reply({ changed: this.#database.transaction(() => this.#place(request.zones)) });
      case "begin-sync":
        this.#written = new Set();
        this.#database.run("DELETE FROM seen");
        return this.#reply();
      case "set-databases":
        return this.#reply({ changed: this.#database.transaction(() => this.#setDatabases(request.databases)) });
      case "add-database":
        return this.#reply({ changed: this.#database.transaction(() => this.#addDatabase(request.database)) });
      case "sync-tables":
        return this.#reply({ changed: this.#database.transaction(() => this.#syncTables(request.tables)) });
      case "end-database":
        return this.#reply({ changed: this.#endDatabase(request.database) });
      case "end-sync":
        this.#written = null;
        this.#setFact("synced", request.at);
        return this.#reply();
      case "put":
        this.#written?.add(keyOf(request.table));
        return this.#reply({ changed: this.#put(request.table), entries: [this.#entryOf(request.table)] });
      case "forget":
        this.#written?.add(keyOf(request.name));
        return this.#reply({ changed: this.#forget(request.name) });
      case "list":
        return this.#reply({ entries: this.#list(request) });
      case "get":
        return this.#reply({ entries: this.#get(request.zoneId, request.name) });
      case "state":
        return this.#reply();
    }
  }

  #syncTables(tables: readonly TableFacts[]): number {
    let changed = 0;
    for (const facts of tables) {
      if (this.#written?.has(keyOf(facts))) continue;
      this.#database.run("INSERT OR IGNORE INTO seen VALUES (?, ?)", facts.database, facts.table);
      changed += this.#put(facts);
    }
    return changed;
  }

  /** Writes a table if it is not known as it is. */
  #put(facts: TableFacts): number {
    const text = JSON.stringify(facts);
    const content = createHash("sha256").update(text).digest("base64");
    const [known] = this.#database.all(
      "SELECT 1 FROM glue_table WHERE database = ? AND name = ? AND content = ?",
      facts.database,
      facts.table,
      content,
    );
    if (known) return 0;
    const { zoneId, name, location } = placeTable(facts, this.#zones);
    return this.#database.run(
      "INSERT OR REPLACE INTO glue_table VALUES (?, ?, ?, ?, ?, ?, ?)",
      facts.database,
      facts.table,
      content,
      zoneId ?? NO_ZONE,
      name,
      location,
      text,
    ).changes;
  }

  #endDatabase(database: string): number {
    const gone = this.#database
      .all(
        "SELECT name FROM glue_table WHERE database = ? EXCEPT SELECT name FROM seen WHERE database = ?",
        database,
        database,
      )
      .map((row) => ({ database, table: String(row["name"]) }))
      .filter((name) => !this.#written?.has(keyOf(name)));
    return this.#database.transaction(() => gone.reduce((sum, name) => sum + this.#forget(name), 0));
  }

  #forget({ database, table }: GlueName): number {
    return this.#database.run("DELETE FROM glue_table WHERE database = ? AND name = ?", database, table).changes;
  }

  #setDatabases(databases: readonly IndexedDatabase[]): number {
    const names = JSON.stringify(databases.map(({ name }) => name));
    const changed = this.#database.run(
      "DELETE FROM glue_table WHERE database NOT IN (SELECT value FROM json_each(?))",
      names,
    ).changes;
    this.#database.run("DELETE FROM glue_database WHERE name NOT IN (SELECT value FROM json_each(?))", names);
    for (const { name, zoneId } of databases) {
      this.#database.run("INSERT OR REPLACE INTO glue_database VALUES (?, ?)", name, zoneId);
    }
    return changed + this.#place(this.#zones);
  }

  #addDatabase({ name, zoneId }: IndexedDatabase): number {
    this.#database.run("INSERT OR REPLACE INTO glue_database VALUES (?, ?)", name, zoneId);
    return this.#place(this.#zones);
  }

  /** Puts every table in its zone when zones, or their databases, are others than before. */
  #place(zones: readonly IndexedZone[]): number {
    const databases = this.#zoneDatabases();
    const places = zones.map(({ id, address }) => ({ id, address, database: databases[id] ?? null }));
    if (JSON.stringify(places) === JSON.stringify(this.#zones)) return 0;
    this.#zones = places;
    this.#setFact("zones", JSON.stringify(places));
    let changed = 0;
    for (let last = 0; ;) {
      const rows = this.#database.all(
        `SELECT rowid, facts FROM glue_table WHERE rowid > ? ORDER BY rowid LIMIT ${BATCH}`,
        last,
      );
      for (const row of rows) {
        last = Number(row["rowid"]);
        const { zoneId, name, location } = placeTable(JSON.parse(String(row["facts"])), places);
        const place = [zoneId ?? NO_ZONE, name, location];
        changed += this.#database.run(
          "UPDATE glue_table SET zone = ?, entry = ?, location = ? WHERE rowid = ? AND (zone, entry, location) <> (?, ?, ?)",
          ...place,
          last,
          ...place,
        ).changes;
      }
      if (rows.length < BATCH) return changed;
    }
  }

  #zoneDatabases(): Record<string, string> {
    // Of two databases that say they are a zone's, every app takes the first by name.
    const rows = this.#database.all(
      "SELECT zone, min(name) AS name FROM glue_database WHERE zone IS NOT NULL GROUP BY zone",
    );
    return Object.fromEntries(rows.map((row) => [String(row["zone"]), String(row["name"])]));
  }

  #list({ zoneId, after, limit }: Extract<TableIndexRequest, { kind: "list" }>): TableEntry[] {
    const where = [zoneId === null ? "" : "zone = ?", after === null ? "" : "(zone, entry) > (?, ?)"].filter(Boolean);
    const rows = this.#database.all(
      `SELECT * FROM glue_table ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""} ORDER BY zone, entry LIMIT ?`,
      ...(zoneId === null ? [] : [zoneId]),
      ...(after === null ? [] : [after.zoneId ?? NO_ZONE, after.name]),
      limit,
    );
    return rows.map(entryOfRow);
  }

  #get(zoneId: string | null, name: string): TableEntry[] {
    return this.#database
      .all("SELECT * FROM glue_table WHERE zone = ? AND entry = ?", zoneId ?? NO_ZONE, name)
      .map(entryOfRow);
  }

  #entryOf(facts: TableFacts): TableEntry {
    return entryOfFacts(facts, placeTable(facts, this.#zones));
  }

  #setFact(name: string, value: string): void {
    this.#database.run("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value);
  }

  #reply(part: Partial<Pick<TableIndexReply, "entries" | "changed">> = {}): TableIndexReply {
    const [count] = this.#database.all("SELECT count(*) AS n FROM glue_table");
    const [synced] = this.#database.all("SELECT value FROM fact WHERE name = 'synced'");
    return {
      entries: [],
      changed: 0,
      zoneDatabases: this.#zoneDatabases(),
      tables: Number(count?.["n"] ?? 0),
      syncedAt: synced ? String(synced["value"]) : null,
      ...part,
    };
  }
}

function entryOfRow(row: Record<string, unknown>): TableEntry {
  const facts: TableFacts = JSON.parse(String(row["facts"]));
  const zone = String(row["zone"]);
  return entryOfFacts(facts, {
    zoneId: zone === NO_ZONE ? null : zone,
    name: String(row["entry"]),
    location: String(row["location"]),
  });
}

function keyOf({ database, table }: GlueName): string {
  return `${database}\n${table}`;
}
