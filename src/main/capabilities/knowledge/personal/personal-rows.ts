import { z } from "zod";
import { type PersonalTables, WatchNews } from "../../../../shared/domain/knowledge-watch.ts";
import type { TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { AppDatabase } from "../../../state/app-database.ts";
import { TableFactsSeen } from "./table-facts-seen.ts";

const NEWS = 50;

/** Favourites and watched tables of a person, in `app.db`. */
export class PersonalRows {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate({
      capability: "knowledge",
      steps: [
        `CREATE TABLE knowledge_favourite (
           lake_id TEXT NOT NULL, zone TEXT NOT NULL, name TEXT NOT NULL, since TEXT NOT NULL,
           PRIMARY KEY (lake_id, zone, name)
         ) STRICT;
         CREATE TABLE knowledge_watch (
           lake_id TEXT NOT NULL, zone TEXT NOT NULL, name TEXT NOT NULL, since TEXT NOT NULL,
           seen TEXT, news TEXT NOT NULL,
           PRIMARY KEY (lake_id, zone, name)
         ) STRICT;`,
      ],
    });
  }

  list(lakeId: string): PersonalTables {
    const favourites = this.#rows("knowledge_favourite", lakeId).map((row) => ({
      table: tableOf(row),
      since: since(row),
    }));
    const watched = this.#rows("knowledge_watch", lakeId).map((row) => ({
      table: tableOf(row),
      since: since(row),
      news: z.array(WatchNews).parse(JSON.parse(String(row["news"]))),
    }));
    return { favourites, watched };
  }

  /** What was last seen of each watched table; null where nothing was yet. */
  seen(lakeId: string): { table: TableSubject; seen: TableFactsSeen | null }[] {
    return this.#rows("knowledge_watch", lakeId).map((row) => ({
      table: tableOf(row),
      seen: typeof row["seen"] === "string" ? TableFactsSeen.parse(JSON.parse(row["seen"])) : null,
    }));
  }

  setFavourite(lakeId: string, { zoneId, name }: TableSubject, isFavourite: boolean): void {
    const { sql } = this.#database;
    if (isFavourite) {
      sql
        .prepare("INSERT OR IGNORE INTO knowledge_favourite VALUES (?, ?, ?, ?)")
        .run(lakeId, zoneId ?? "", name, new Date().toISOString());
    } else {
      sql
        .prepare("DELETE FROM knowledge_favourite WHERE lake_id = ? AND zone = ? AND name = ?")
        .run(lakeId, zoneId ?? "", name);
    }
  }

  setWatched(lakeId: string, { zoneId, name }: TableSubject, isWatched: boolean): void {
    const { sql } = this.#database;
    if (isWatched) {
      sql
        .prepare("INSERT OR IGNORE INTO knowledge_watch VALUES (?, ?, ?, ?, NULL, '[]')")
        .run(lakeId, zoneId ?? "", name, new Date().toISOString());
    } else {
      sql
        .prepare("DELETE FROM knowledge_watch WHERE lake_id = ? AND zone = ? AND name = ?")
        .run(lakeId, zoneId ?? "", name);
    }
  }

  /** Keeps what is seen now, and adds the news of it to those that are not read yet. */
  learn(lakeId: string, { zoneId, name }: TableSubject, seen: TableFactsSeen, news: readonly WatchNews[]): void {
    const before = this.list(lakeId).watched.find(({ table }) => table.zoneId === zoneId && table.name === name);
    if (!before) return;
    this.#database.sql
      .prepare("UPDATE knowledge_watch SET seen = ?, news = ? WHERE lake_id = ? AND zone = ? AND name = ?")
      .run(JSON.stringify(seen), JSON.stringify([...news, ...before.news].slice(0, NEWS)), lakeId, zoneId ?? "", name);
  }

  /** The person has read the news of a table. */
  markRead(lakeId: string, { zoneId, name }: TableSubject): void {
    this.#database.sql
      .prepare("UPDATE knowledge_watch SET news = '[]' WHERE lake_id = ? AND zone = ? AND name = ?")
      .run(lakeId, zoneId ?? "", name);
  }

  forget(lakeId: string): void {
    for (const table of ["knowledge_favourite", "knowledge_watch"] as const) {
      this.#database.sql.prepare(`DELETE FROM ${table} WHERE lake_id = ?`).run(lakeId);
    }
  }

  #rows(table: "knowledge_favourite" | "knowledge_watch", lakeId: string): Record<string, unknown>[] {
    return this.#database.sql.prepare(`SELECT * FROM ${table} WHERE lake_id = ? ORDER BY zone, name`).all(lakeId);
  }
}

function tableOf(row: Record<string, unknown>): TableSubject {
  const zone = String(row["zone"]);
  return { zoneId: zone === "" ? null : zone, name: String(row["name"]) };
}

function since(row: Record<string, unknown>): string {
  return String(row["since"]);
}
