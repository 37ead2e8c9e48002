import { LakePlace, locationOf } from "../../../shared/domain/lake-place.ts";
import type { AppDatabase } from "../../state/app-database.ts";

export interface RecentLake {
  id: string;
  name: string;
  place: LakePlace;
  openedAt: string;
  isSample: boolean;
}

/** The lakes that this installation has opened, newest first; nothing of the lake itself. */
export class RecentLakes {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate({
      capability: "lakes",
      steps: [
        `CREATE TABLE recent_lake (
           location TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, opened_at TEXT NOT NULL, is_sample INTEGER NOT NULL
         ) STRICT`,
        `ALTER TABLE recent_lake ADD COLUMN place TEXT`,
      ],
    });
  }

  list(): RecentLake[] {
    return this.#database.sql.prepare("SELECT * FROM recent_lake ORDER BY opened_at DESC").all().map(fromRow);
  }

  find(id: string): RecentLake | undefined {
    return this.list().find((lake) => lake.id === id);
  }

  remember({ id, name, place, openedAt, isSample }: RecentLake): void {
    this.#database.sql
      .prepare(
        `INSERT INTO recent_lake (id, name, location, opened_at, is_sample, place) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (location) DO UPDATE SET id = excluded.id, name = excluded.name, opened_at = excluded.opened_at,
           place = excluded.place`,
      )
      .run(id, name, locationOf(place), openedAt, isSample ? 1 : 0, JSON.stringify(place));
  }

  forget(id: string): void {
    this.#database.sql.prepare("DELETE FROM recent_lake WHERE id = ?").run(id);
  }
}

function fromRow(row: Record<string, unknown>): RecentLake {
  return {
    id: String(row["id"]),
    name: String(row["name"]),
    place: placeOf(row),
    openedAt: String(row["opened_at"]),
    isSample: row["is_sample"] === 1,
  };
}

/** Rows from before there were other places than folders have the folder's path alone. */
function placeOf({ place, location }: Record<string, unknown>): LakePlace {
  if (typeof place === "string") return LakePlace.parse(JSON.parse(place));
  return { kind: "folder", path: String(location) };
}
