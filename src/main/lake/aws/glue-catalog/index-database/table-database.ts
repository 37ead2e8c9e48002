import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** Raised whenever what the tables hold changes; another version is thrown away and synced again. */
const SCHEMA_VERSION = 1;

/** `seen` is the sync's own: what it does not name is gone. It is temporary, so that an unchanged catalog writes nothing. */
const SCHEMA = `
  CREATE TABLE glue_database (name TEXT PRIMARY KEY, zone TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE glue_table (
    database TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    zone TEXT NOT NULL,
    entry TEXT NOT NULL,
    location TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (database, name)
  ) STRICT;
  CREATE INDEX table_place ON glue_table (zone, entry);
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
const TEMPORARY = `
  CREATE TEMP TABLE seen (database TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (database, name)) WITHOUT ROWID;
`;

/** The tables of one catalog as they were at the last sync. A damaged or older file is deleted and synced anew. */
export class TableDatabase {
  readonly #sql: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  constructor(path: string) {
    this.#sql = openOrRebuild(path);
  }

  /** Number of changed rows. */
  run(sql: string, ...params: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...params).changes);
  }

  all(sql: string, ...params: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepare(sql).all(...params);
  }

  transaction<T>(body: () => T): T {
    this.#sql.exec("BEGIN");
    try {
      const result = body();
      this.#sql.exec("COMMIT");
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled back by itself (sqlite.org/lang_transaction.html, "Response To Errors").
      if (this.#sql.isTransaction) this.#sql.exec("ROLLBACK");
      throw error;
    }
  }

  #prepare(sql: string): ReturnType<DatabaseSync["prepare"]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#sql.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function openOrRebuild(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return open(path);
  } catch {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
    return open(path);
  }
}

function open(path: string): DatabaseSync {
  const sql = new DatabaseSync(path);
  try {
    sql.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;");
    const version = sql.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === 0) sql.exec(SCHEMA);
    else if (version !== SCHEMA_VERSION) throw new Error(`catalog index of version ${String(version)}`);
    sql.exec(TEMPORARY);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}
