import type { SavedQuery } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { nameFold } from "../../../shared/domain/portable-names.ts";
import type { AppDatabase } from "../../state/app-database.ts";

type Listener = (lakeId: string) => void;

/** The queries that a person has named, in each lake. */
export class SavedQueries {
  readonly #database: AppDatabase;
  readonly #listeners = new Set<Listener>();

  constructor(database: AppDatabase) {
    this.#database = database;
  }

  /** By name, as people sort them. */
  list(lakeId: string): SavedQuery[] {
    return this.#database.sql
      .prepare("SELECT * FROM query_saved WHERE lake_id = ?")
      .all(lakeId)
      .map(fromRow)
      .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  }

  /** Makes the query, or replaces the one of its id. ALREADY_EXISTS when another has that name. */
  save(lakeId: string, query: Omit<SavedQuery, "updatedAt">): SavedQuery {
    const saved = { ...query, name: query.name.trim(), updatedAt: new Date().toISOString() };
    if (saved.name === "") throw new AppError("INVALID_INPUT", "A saved query needs a name.");
    this.#database.transaction(() => {
      this.#refuseTakenName(lakeId, saved);
      this.#database.sql
        .prepare(
          `INSERT INTO query_saved (lake_id, id, name, name_fold, description, updated_at, sql)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (lake_id, id) DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold,
             description = excluded.description, updated_at = excluded.updated_at, sql = excluded.sql`,
        )
        .run(lakeId, saved.id, saved.name, nameFold(saved.name), saved.description, saved.updatedAt, saved.sql);
    });
    this.#notify(lakeId);
    return saved;
  }

  /** One that is gone already counts as removed. */
  remove(lakeId: string, id: string): void {
    this.#database.sql.prepare("DELETE FROM query_saved WHERE lake_id = ? AND id = ?").run(lakeId, id);
    this.#notify(lakeId);
  }

  /** Called after any change, with the lake; returns the stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #refuseTakenName(lakeId: string, { id, name }: SavedQuery): void {
    const taken = this.#database.sql
      .prepare("SELECT name FROM query_saved WHERE lake_id = ? AND name_fold = ? AND id <> ?")
      .get(lakeId, nameFold(name), id);
    if (!taken) return;
    throw new AppError("ALREADY_EXISTS", `There is a saved query “${String(taken["name"])}” already.`, {
      hint: "Choose another name, or open that query and change it.",
    });
  }

  #notify(lakeId: string): void {
    for (const listener of this.#listeners) listener(lakeId);
  }
}

function fromRow(row: Record<string, unknown>): SavedQuery {
  return {
    id: String(row["id"]),
    name: String(row["name"]),
    description: String(row["description"]),
    sql: String(row["sql"]),
    updatedAt: String(row["updated_at"]),
  };
}
