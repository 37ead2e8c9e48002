import { AppError } from "../../../shared/domain/app-error.ts";
import { Connection } from "../../../shared/domain/connection.ts";
import { nameFold } from "../../../shared/domain/portable-names.ts";
import type { AppDatabase } from "../../state/app-database.ts";

/** The connections that this installation knows. No secret is among them. */
export class SavedConnections {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate({
      capability: "connections",
      steps: [
        `CREATE TABLE connection (
           id TEXT PRIMARY KEY, name_fold TEXT NOT NULL UNIQUE, settings TEXT NOT NULL
         ) STRICT`,
      ],
    });
  }

  /** By name, as people sort them. */
  list(): Connection[] {
    return this.#database.sql
      .prepare("SELECT settings FROM connection")
      .all()
      .map(fromRow)
      .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  }

  find(id: string): Connection | null {
    const row = this.#database.sql.prepare("SELECT settings FROM connection WHERE id = ?").get(id);
    return row ? fromRow(row) : null;
  }

  /** Makes the connection, or replaces the one of its id. ALREADY_EXISTS when another has that name. */
  save(connection: Connection): void {
    this.#database.transaction(() => {
      const fold = nameFold(connection.name);
      const taken = this.#database.sql
        .prepare("SELECT settings FROM connection WHERE name_fold = ? AND id <> ?")
        .get(fold, connection.id);
      if (taken)
        throw new AppError("ALREADY_EXISTS", `There is a connection “${fromRow(taken).name}” already.`, {
          hint: "Choose another name, or change that connection.",
        });
      this.#database.sql
        .prepare(
          `INSERT INTO connection (id, name_fold, settings) VALUES (?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name_fold = excluded.name_fold, settings = excluded.settings`,
        )
        .run(connection.id, fold, JSON.stringify(connection));
    });
  }

  remove(id: string): void {
    this.#database.sql.prepare("DELETE FROM connection WHERE id = ?").run(id);
  }
}

function fromRow(row: Record<string, unknown>): Connection {
  return Connection.parse(JSON.parse(String(row["settings"])));
}
