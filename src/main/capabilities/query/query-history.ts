import { setImmediate as nextTurn } from "node:timers/promises";
import { HistoryEntry } from "../../../shared/contract/query.ts";
import { AthenaFacts, CostEstimate } from "../../../shared/domain/athena.ts";
import { AppError, AppErrorData } from "../../../shared/domain/app-error.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { jsonOrNull, numberOrNull, textOrNull } from "./row-values.ts";

export interface HistoryPage {
  entries: HistoryEntry[];
  next: string | null;
}

/** What nobody can reach any more. */
export interface FreedResults {
  resultSetIds: string[];
  /** Executions of Athena whose result no other entry has. */
  athena: AthenaFacts[];
}

interface HistoryLimits {
  /** Entries kept a lake. */
  entries: number;
  /** Characters of SQL kept a lake. */
  characters: number;
}

const LIMITS: HistoryLimits = { entries: 50_000, characters: 256_000_000 };
/** Of the SQL of an entry in a listing. */
const LISTED_CHARACTERS = 4_000;
/** How long the database may be read before others have their turn. Milliseconds. */
const SLICE = 8;
const SLICE_ROWS = 500;

const State = HistoryEntry.shape.state;

/** What was run in each lake, newest first. */
export class QueryHistory {
  readonly #database: AppDatabase;
  readonly #limits: HistoryLimits;

  constructor(database: AppDatabase, limits: HistoryLimits = LIMITS) {
    this.#database = database;
    this.#limits = limits;
  }

  /**
   * At most `limit` entries older than `before`, whose statement or error has every word of `search`. Entries are read
   * in short slices: a search through all of them holds nothing else up. INVALID_INPUT for an unknown cursor.
   */
  async page(
    lakeId: string,
    { search, before, limit }: { search: string; before: string | null; limit: number },
    { signal }: { signal: AbortSignal },
  ): Promise<HistoryPage> {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const found: { number: number; entry: HistoryEntry }[] = [];
    for (let cursor: number | null = cursorOf(before); cursor !== null && found.length <= limit;) {
      signal.throwIfAborted();
      cursor = this.#slice(lakeId, words, cursor, ({ number, entry }) => found.push({ number, entry }) <= limit);
      await nextTurn();
    }
    const shown = found.slice(0, limit);
    return {
      entries: shown.map(({ entry }) => entry),
      next: found.length > limit ? String(shown.at(-1)?.number) : null,
    };
  }

  /** Takes entries out of the history; null is all. */
  forget(lakeId: string, executionIds: readonly string[] | null): FreedResults {
    return this.#database.transaction(() => {
      this.#database.sql
        .prepare(
          `UPDATE query_execution SET listed = 0 WHERE lake_id = ? AND state <> 'running'
           AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))`,
        )
        .run(lakeId, executionIds && JSON.stringify(executionIds));
      return this.#sweep(lakeId);
    });
  }

  /** Drops the oldest entries past the limits. */
  prune(lakeId: string): FreedResults {
    return this.#database.transaction(() => {
      this.#database.sql
        .prepare(
          `UPDATE query_execution SET listed = 0 WHERE state <> 'running' AND number IN (
             SELECT number FROM (
               SELECT number, row_number() OVER newest AS entries, sum(size) OVER newest AS characters
               FROM query_execution WHERE lake_id = ? AND listed = 1 WINDOW newest AS (ORDER BY number DESC)
             ) WHERE entries > ? OR characters > ?)`,
        )
        .run(lakeId, this.#limits.entries, this.#limits.characters);
      return this.#sweep(lakeId);
    });
  }

  /** Deletes what is out of the history and shown in no open tab. */
  sweep(lakeId: string): FreedResults {
    return this.#database.transaction(() => this.#sweep(lakeId));
  }

  #sweep(lakeId: string): FreedResults {
    const gone = this.#database.sql
      .prepare(
        `DELETE FROM query_execution WHERE lake_id = ?1 AND listed = 0 AND id NOT IN (
           SELECT shown.value FROM query_tab, json_each(query_tab.execution_ids) AS shown WHERE query_tab.lake_id = ?1)
         RETURNING result_set_id, athena`,
      )
      .all(lakeId);
    return {
      resultSetIds: gone.flatMap((row) => textOrNull(row["result_set_id"]) ?? []),
      athena: gone
        .flatMap((row) => jsonOrNull(row["athena"], AthenaFacts) ?? [])
        .filter(({ outputLocation }) => outputLocation !== null && !this.#hasResultAt(outputLocation)),
    };
  }

  /** A result that was used again, or was attached to twice, is that of several entries. */
  #hasResultAt(location: string): boolean {
    const row = this.#database.sql
      .prepare(
        `SELECT 1 FROM query_execution WHERE athena IS NOT NULL AND json_extract(athena, '$.outputLocation') = ? LIMIT 1`,
      )
      .get(location);
    return row !== undefined;
  }

  /** Reads on below `cursor` until its time is up or `take` wants no more. Returns where to go on, or null at the end. */
  #slice(
    lakeId: string,
    words: readonly string[],
    cursor: number,
    take: (found: { number: number; entry: HistoryEntry }) => boolean,
  ): number | null {
    const until = performance.now() + SLICE;
    const sought = words.length > 0 ? "sql" : "''";
    const rows = this.#database.sql
      .prepare(
        `SELECT number, id, engine, state, started_at, duration_ms, rows, error, size, athena, cost,
           substr(sql, 1, ${LISTED_CHARACTERS}) AS head, ${sought} AS sought
         FROM query_execution WHERE lake_id = ? AND listed = 1 AND number < ? ORDER BY number DESC LIMIT ${SLICE_ROWS}`,
      )
      .iterate(lakeId, cursor);
    let last = cursor;
    let count = 0;
    for (const row of rows) {
      last = Number(row["number"]);
      count += 1;
      const entry = row["state"] === "running" ? null : entryOf(row);
      const isWanted = entry && hasWords(`${String(row["sought"])}\n${entry.error ?? ""}`, words);
      if (isWanted && !take({ number: last, entry })) return null;
      if (performance.now() > until) return last;
    }
    return count < SLICE_ROWS ? null : last;
  }
}

function hasWords(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const folded = text.toLowerCase();
  return words.every((word) => folded.includes(word));
}

function entryOf(row: Record<string, unknown>): HistoryEntry {
  const sql = String(row["head"]);
  const error = textOrNull(row["error"]);
  return {
    executionId: String(row["id"]),
    sql,
    isCut: Number(row["size"]) > sql.length,
    engine: String(row["engine"]),
    state: State.parse(row["state"]),
    startedAt: String(row["started_at"]),
    durationMs: numberOrNull(row["duration_ms"]),
    rows: numberOrNull(row["rows"]),
    error: error === null ? null : AppErrorData.parse(JSON.parse(error)).message,
    athena: jsonOrNull(row["athena"], AthenaFacts),
    cost: jsonOrNull(row["cost"], CostEstimate),
  };
}

function cursorOf(before: string | null): number {
  if (before === null) return Number.MAX_SAFE_INTEGER;
  const number = Number(before);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new AppError("INVALID_INPUT", "That place in the history is not known.");
  }
  return number;
}
