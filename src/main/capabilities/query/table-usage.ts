import { setImmediate as nextTurn } from "node:timers/promises";
import type { TableUsage } from "../../../shared/contract/query.ts";
import { sameSqlName } from "../../../shared/domain/sql-names.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { type QualifiedName, qualifiedNamesInSql } from "./names-in-sql.ts";

/** Executions that are read before others have their turn. */
const SLICE_ROWS = 200;
const RECENT = 10;
const JOINED = 20;
/** Of a statement that is shown. */
const SHOWN_CHARACTERS = 300;
/** Of a statement that is looked through: a longer one is data. */
const LOOKED_THROUGH = 100_000;

/**
 * How often the history names a table, by any of the names that it goes by, and what beside it. Statements are read in
 * short slices: nothing else is held up.
 */
export async function tableUsage(
  database: AppDatabase,
  lakeId: string,
  names: readonly QualifiedName[],
  { signal }: { signal: AbortSignal },
): Promise<TableUsage> {
  const usage: TableUsage = { runs: 0, lastAt: null, recent: [], joined: [] };
  const joined = new Map<string, { qualifier: string; name: string; runs: number }>();
  for (let cursor = Number.MAX_SAFE_INTEGER; cursor > 0;) {
    signal.throwIfAborted();
    const rows = database.sql
      .prepare(
        `SELECT number, id, started_at, substr(sql, 1, ${LOOKED_THROUGH}) AS text FROM query_execution
         WHERE lake_id = ?1 AND listed = 1 AND state = 'succeeded' AND number < ?2
           AND EXISTS (SELECT 1 FROM json_each(?3) WHERE instr(lower(sql), value) > 0)
         ORDER BY number DESC LIMIT ${SLICE_ROWS}`,
      )
      .all(lakeId, cursor, JSON.stringify(names.map(({ name }) => name.toLowerCase())));
    for (const row of rows) count(usage, joined, names, row);
    cursor = rows.length < SLICE_ROWS ? 0 : Number(rows.at(-1)?.["number"]);
    await nextTurn();
  }
  usage.joined = [...joined.values()].toSorted((a, b) => b.runs - a.runs).slice(0, JOINED);
  return usage;
}

function count(
  usage: TableUsage,
  joined: Map<string, { qualifier: string; name: string; runs: number }>,
  names: readonly QualifiedName[],
  row: Record<string, unknown>,
): void {
  const sql = String(row["text"]);
  const named = qualifiedNamesInSql(sql);
  const isThis = (one: QualifiedName) =>
    names.some((name) => sameSqlName(name.qualifier, one.qualifier) && sameSqlName(name.name, one.name));
  if (!named.some(isThis)) return;
  const startedAt = String(row["started_at"]);
  usage.runs += 1;
  usage.lastAt ??= startedAt;
  if (usage.recent.length < RECENT) {
    usage.recent.push({ executionId: String(row["id"]), sql: sql.slice(0, SHOWN_CHARACTERS), startedAt });
  }
  const others = new Map(
    named.filter((one) => !isThis(one)).map((one) => [`${one.qualifier}.${one.name}`.toLowerCase(), one]),
  );
  for (const [key, { qualifier, name }] of others) {
    joined.set(key, { qualifier, name, runs: (joined.get(key)?.runs ?? 0) + 1 });
  }
}
