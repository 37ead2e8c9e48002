import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../shared/domain/app-error.ts";

/** SQL that brings the tables of one capability from version i to i + 1. Never edited once released. */
export interface Migrations {
  readonly capability: string;
  readonly steps: readonly string[];
}

/**
 * The app's own state (`app.db`): what must never be lost. Each capability migrates and reads its own tables only.
 * node:sqlite is synchronous: keep statements short; large indexes live in `index.db`, in a worker.
 */
export class AppDatabase {
  readonly sql: DatabaseSync;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.sql = new DatabaseSync(path);
    this.sql.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS migration (capability TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
    `);
  }

  /** Runs the steps that are missing, in one transaction. UNSUPPORTED when a newer app has been here. */
  migrate({ capability, steps }: Migrations): void {
    const row = this.sql.prepare("SELECT version FROM migration WHERE capability = ?").get(capability);
    const version = typeof row?.["version"] === "number" ? row["version"] : 0;
    if (version > steps.length) {
      throw new AppError(
        "UNSUPPORTED",
        `The data of this app was written by a newer Lakeshore (${capability} ${version}).`,
        {
          hint: "Install the newest Lakeshore, or start with another user-data folder.",
        },
      );
    }
    if (version === steps.length) return;
    this.transaction(() => {
      for (const step of steps.slice(version)) this.sql.exec(step);
      this.sql
        .prepare("INSERT INTO migration VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version")
        .run(capability, steps.length);
    });
  }

  transaction<T>(body: () => T): T {
    this.sql.exec("BEGIN IMMEDIATE");
    try {
      const result = body();
      this.sql.exec("COMMIT");
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled back by itself (sqlite.org/lang_transaction.html, "Response To Errors").
      if (this.sql.isTransaction) this.sql.exec("ROLLBACK");
      throw error;
    }
  }

  /**
   * A transaction that does not wait for the disk: it survives the end of the app, however that comes, but its last ones
   * may be gone after a power failure (sqlite.org/pragma.html#pragma_synchronous, NORMAL in WAL mode). The next
   * `transaction` takes it to the disk too.
   */
  unsyncedTransaction<T>(body: () => T): T {
    this.sql.exec("PRAGMA synchronous = NORMAL");
    try {
      return this.transaction(body);
    } finally {
      this.sql.exec("PRAGMA synchronous = FULL");
    }
  }

  close(): void {
    this.sql.close();
  }
}
