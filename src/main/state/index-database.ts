import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** The tables of an index, and how they are kept. */
export interface IndexSchema {
  /** Raised whenever what the tables hold changes; a file of another version is thrown away and filled again. */
  readonly version: number;
  readonly sql: string;
  /** Tables that last as long as the database is open. */
  readonly temporary?: string;
  readonly cacheMebibytes: number;
}

/**
 * What can be made again from elsewhere, in SQLite. A damaged or older file is deleted and made anew, and a power cut may
 * lose it. node:sqlite is synchronous, so it is opened in a worker only.
 */
export class IndexDatabase {
  readonly #sql: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  constructor(path: string, schema: IndexSchema) {
    this.#sql = openOrRebuild(path, schema);
  }

  run(sql: string, ...params: SQLInputValue[]): { lastInsertRowid: number | bigint; changes: number } {
    const { lastInsertRowid, changes } = this.#prepare(sql).run(...params);
    return { lastInsertRowid, changes: Number(changes) };
  }

  all(sql: string, ...params: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepare(sql).all(...params);
  }

  /** The number that a query names `n`; 0 when it has no row. */
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

  #prepare(sql: string): ReturnType<DatabaseSync["prepare"]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#sql.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function openOrRebuild(path: string, schema: IndexSchema): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return open(path, schema);
  } catch {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
    return open(path, schema);
  }
}

function open(path: string, { version, sql: tables, temporary, cacheMebibytes }: IndexSchema): DatabaseSync {
  const sql = new DatabaseSync(path);
  try {
    sql.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -${cacheMebibytes * 1000};`);
    const found = sql.prepare("PRAGMA user_version").get()?.["user_version"];
    if (found === 0) sql.exec(`BEGIN; ${tables}; PRAGMA user_version = ${version}; COMMIT;`);
    else if (found !== version) throw new Error(`index of version ${String(found)}`);
    if (temporary !== undefined) sql.exec(temporary);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}
