import type { AppDatabase } from "../../state/app-database.ts";
import { type FactsOfTable, heatOf, warmer } from "./search-index/index.ts";

type Place = { zoneId: string | null; name: string };

/** How often a person has opened the tables of each lake, older times weighing less. */
export class TableOpens {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate({
      capability: "catalog",
      steps: [
        `CREATE TABLE catalog_open (
          lake_id TEXT NOT NULL,
          zone TEXT NOT NULL,
          name TEXT NOT NULL,
          heat REAL NOT NULL,
          PRIMARY KEY (lake_id, zone, name)
        ) STRICT, WITHOUT ROWID;`,
      ],
    });
  }

  /** Counts one more, and returns what is now known of the table. */
  opened(lakeId: string, { zoneId, name }: Place): FactsOfTable {
    const { sql } = this.#database;
    const zone = zoneId ?? "";
    const before = sql
      .prepare("SELECT heat FROM catalog_open WHERE lake_id = ? AND zone = ? AND name = ?")
      .get(lakeId, zone, name);
    const heat = warmer(Number(before?.["heat"] ?? 0), heatOf(Date.now()));
    sql.prepare("INSERT OR REPLACE INTO catalog_open VALUES (?, ?, ?, ?)").run(lakeId, zone, name, heat);
    return { zoneId, name, facts: { heat } };
  }

  list(lakeId: string): FactsOfTable[] {
    return this.#database.sql
      .prepare("SELECT zone, name, heat FROM catalog_open WHERE lake_id = ?")
      .all(lakeId)
      .map(({ zone, name, heat }) => ({
        zoneId: zone === "" ? null : String(zone),
        name: String(name),
        facts: { heat: Number(heat) },
      }));
  }

  forget(lakeId: string): void {
    this.#database.sql.prepare("DELETE FROM catalog_open WHERE lake_id = ?").run(lakeId);
  }
}
