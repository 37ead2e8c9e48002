import { setImmediate as nextTurn } from "node:timers/promises";
import type { AppDatabase } from "../../state/app-database.ts";
import { type QualifiedName, qualifiedNamesInSql } from "./names-in-sql.ts";

/** Executions that are read before others have their turn. */
const SLICE_ROWS = 50;
/** Executions that are looked through, the newest. */
const MOST_RUNS = 5_000;
/** Of a statement that is looked through. */
const LOOKED_THROUGH = 20_000;

/** A table as a run has named it, and when, in milliseconds. */
export interface QueriedName extends QualifiedName {
  at: number;
}

/** What the newest runs that succeeded have named since a time, newest first, each name once a run; in short slices. */
export async function* queriedNames(
  database: AppDatabase,
  lakeId: string,
  { since, signal }: { since: number; signal: AbortSignal },
): AsyncGenerator<readonly QueriedName[]> {
  let cursor = Number.MAX_SAFE_INTEGER;
  for (let read = 0; read < MOST_RUNS; read += SLICE_ROWS) {
    signal.throwIfAborted();
    const rows = database.sql
      .prepare(
        `SELECT number, started_at, substr(sql, 1, ${LOOKED_THROUGH}) AS text FROM query_execution
         WHERE lake_id = ? AND listed = 1 AND state = 'succeeded' AND number < ?
         ORDER BY number DESC LIMIT ${SLICE_ROWS}`,
      )
      .all(lakeId, cursor);
    const named = rows.flatMap((row) => namesOfRun(String(row["text"]), Date.parse(String(row["started_at"]))));
    yield named.filter(({ at }) => at >= since);
    const last = rows.at(-1);
    if (!last || rows.length < SLICE_ROWS || Date.parse(String(last["started_at"])) < since) return;
    cursor = Number(last["number"]);
    await nextTurn();
  }
}

function namesOfRun(sql: string, at: number): QueriedName[] {
  const named = qualifiedNamesInSql(sql).map(({ qualifier, name }): [string, QueriedName] => [
    `${qualifier}.${name}`.toLowerCase(),
    { qualifier, name, at },
  ]);
  return [...new Map(named).values()];
}
