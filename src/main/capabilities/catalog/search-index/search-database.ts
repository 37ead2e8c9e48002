import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** Raised whenever what the tables hold changes; another version is thrown away and built again. */
const SCHEMA_VERSION = 3;

const SCHEMA = `
  CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('table', 'column')),
    zone TEXT NOT NULL,
    name TEXT NOT NULL,
    column_name TEXT,
    description TEXT NOT NULL
  ) STRICT;
  CREATE INDEX item_table ON item (zone, name);
  CREATE TABLE indexed_table (
    zone TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    scan INTEGER NOT NULL,
    PRIMARY KEY (zone, name)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE item_text USING fts5 (name, columns, description, content = '', contentless_delete = 1, prefix = '1 2 3');
  CREATE TABLE saved_query (
    id INTEGER PRIMARY KEY,
    query TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    sql TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE saved_query_text USING fts5 (name, description, sql, content = '', contentless_delete = 1, prefix = '1 2 3');
  CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    zone TEXT NOT NULL,
    path TEXT NOT NULL,
    scan INTEGER NOT NULL,
    UNIQUE (zone, path)
  ) STRICT;
  CREATE VIRTUAL TABLE object_text USING fts5 (path, content = '', contentless_delete = 1, prefix = '2 3', detail = 'none');
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** One lake's search index. It holds nothing that the lake does not: a damaged or older one is deleted and made anew. */
export class SearchDatabase {
  readonly #sql: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  constructor(path: string) {
    this.#sql = openOrRebuild(path);
  }

  run(sql: string, ...params: SQLInputValue[]): { lastInsertRowid: number | bigint; changes: number | bigint } {
    return this.#prepare(sql).run(...params);
  }

  all(sql: string, ...params: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepare(sql).all(...params);
  }

  count(sql: string, ...params: SQLInputValue[]): number {
    return Number(this.#prepare(sql).get(...params)?.["n"] ?? 0);
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

  close(): void {
    this.#sql.close();
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
    sql.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;");
    const version = sql.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === 0) sql.exec(SCHEMA);
    else if (version !== SCHEMA_VERSION) throw new Error(`index of version ${String(version)}`);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}
