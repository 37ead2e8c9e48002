import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { baseName, parentPath } from "../../../shared/domain/object-address.ts";
import type { AppDatabase, Migrations } from "../../state/app-database.ts";

/** How many rows one version of an object has; size and date (milliseconds since 1970) say which version. */
export interface KnownRows {
  size: number;
  modified: number;
  rows: number;
}

const tables: Migrations = {
  capability: "zones",
  steps: [
    `CREATE TABLE zone_known_rows (
       lake_id TEXT NOT NULL,
       zone_id TEXT NOT NULL,
       folder TEXT NOT NULL,
       name TEXT NOT NULL,
       size INTEGER NOT NULL,
       modified REAL NOT NULL,
       rows INTEGER NOT NULL,
       PRIMARY KEY (lake_id, zone_id, folder, name)
     ) STRICT`,
  ],
};

/** Of the objects looked at last. */
const MOST_KEPT = 50_000;

/** Row counts that something has come to know by itself; nothing is ever read to find them. */
export class RowMemory {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate(tables);
    // A replaced row gets a new rowid, so that rowids are in order of age.
    database.sql
      .prepare(
        `DELETE FROM zone_known_rows
         WHERE rowid <= (SELECT rowid FROM zone_known_rows ORDER BY rowid DESC LIMIT 1 OFFSET ?)`,
      )
      .run(MOST_KEPT);
  }

  learn({ lakeId, zoneId, path }: ObjectAddress, { size, modified, rows }: KnownRows): void {
    this.#database.sql
      .prepare("INSERT OR REPLACE INTO zone_known_rows VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(lakeId, zoneId, parentPath(path), baseName(path), size, modified, rows);
  }

  forget(lakeId: string): void {
    this.#database.sql.prepare("DELETE FROM zone_known_rows WHERE lake_id = ?").run(lakeId);
  }

  /** What is known of the objects of a folder, by name. */
  ofFolder({ lakeId, zoneId, path }: ObjectAddress): Map<string, KnownRows> {
    const found = this.#database.sql
      .prepare(
        "SELECT name, size, modified, rows FROM zone_known_rows WHERE lake_id = ? AND zone_id = ? AND folder = ?",
      )
      .all(lakeId, zoneId, path);
    return new Map(
      found.map(({ name, size, modified, rows }) => [
        String(name),
        { size: Number(size), modified: Number(modified), rows: Number(rows) },
      ]),
    );
  }
}
