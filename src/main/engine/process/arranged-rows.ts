import type { DuckDBConnection } from "@duckdb/node-api";
import type { Arrangement } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ResultSource } from "../engine-protocol.ts";
import { describeSource, type RowSource, type SourceColumn } from "../writers/source-columns.ts";
import { identifier } from "../writers/sql-text.ts";
import { filterSql } from "./filter-sql.ts";
import { cellText } from "./result-columns.ts";

/** Numbers of the rows of `kept.result` in the arrangement's order, as `n`, counted from 0 as they came. */
export async function orderSelect(connection: DuckDBConnection, arrangement: Arrangement): Promise<string> {
  const columns = await resultColumns(connection);
  const { where, orderBy } = await clauses(connection, columns, arrangement);
  return `SELECT n FROM ${numberedRows(columns)}${where} ORDER BY ${orderBy}`;
}

/** The rows of a kept result in its arrangement, or the given ranges of them, as the source of a file. */
export async function arrangedRows(connection: DuckDBConnection, source: ResultSource): Promise<RowSource> {
  const columns = await resultColumns(connection);
  const chosen = source.columns?.map((name) => columnOf(columns, name)) ?? columns;
  if (chosen.length === 0) throw new AppError("INVALID_INPUT", "There are no columns to write.");
  const values = chosen.map(({ ref, name }) => `${ref} AS ${identifier(name)}`).join(", ");
  const { where, orderBy } = await clauses(connection, columns, source.arrangement ?? { sort: [], filters: [] });
  const isArranged = source.arrangement !== null;
  if (source.ranges === null) {
    const order = isArranged ? ` ORDER BY ${orderBy}` : "";
    return { sql: `SELECT ${values} FROM ${numberedRows(columns)}${where}${order}` };
  }
  const ranges = mergedRanges(source.ranges);
  if (!isArranged) {
    return { sql: `SELECT ${values} FROM ${numberedRows(columns)} WHERE ${inRanges("n", ranges)} ORDER BY n` };
  }
  const placed = `SELECT *, row_number() OVER (ORDER BY ${orderBy}) - 1 AS place FROM ${numberedRows(columns)}${where}`;
  return { sql: `SELECT ${values} FROM (${placed}) WHERE ${inRanges("place", ranges)} ORDER BY place` };
}

/** Rows under names that need no quotes, and their numbers. */
function numberedRows(columns: readonly SourceColumn[]): string {
  const names = columns.map(({ ref, name }) => `${identifier(name)} AS ${ref}`).join(", ");
  return `(SELECT ${names}, rowid AS n FROM kept.result) AS numbered`;
}

async function resultColumns(connection: DuckDBConnection): Promise<SourceColumn[]> {
  return describeSource(connection, { sql: "SELECT * FROM kept.result" });
}

function columnOf(columns: readonly SourceColumn[], name: string): SourceColumn {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new AppError("INVALID_INPUT", `The result has no column “${name}”.`, { details: { column: name } });
  return found;
}

async function clauses(
  connection: DuckDBConnection,
  columns: readonly SourceColumn[],
  { sort, filters }: Arrangement,
): Promise<{ where: string; orderBy: string }> {
  const conditions: string[] = [];
  for (const filter of filters) {
    conditions.push(`(${await filterSql(connection, columnOf(columns, filter.column), filter)})`);
  }
  const keys = sort.map(({ column, descending }) => {
    const key = sortKey(columnOf(columns, column));
    return `${key} ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return {
    where: conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`,
    // Equal rows stay as they came, so that the order is the same each time it is made.
    orderBy: [...keys, "n"].join(", "),
  };
}

/** What has no order in DuckDB is sorted by its text. */
function sortKey(column: SourceColumn): string {
  return /VARIANT|UNION\(|MAP\(/.test(column.type.toString()) ? cellText(column) : column.ref;
}

function mergedRanges(ranges: NonNullable<ResultSource["ranges"]>): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** DuckDB plans a few comparisons well; many are looked up as the one range that could hold the place. */
const maxComparisons = 50;

function inRanges(place: string, ranges: readonly (readonly [number, number])[]): string {
  if (ranges.length === 0) return "false";
  if (ranges.length <= maxComparisons) {
    return ranges.map(([start, end]) => `(${place} >= ${start} AND ${place} < ${end})`).join(" OR ");
  }
  const places = ranges.map(([start, end]) => `(${start}, ${end})`).join(", ");
  return `${place} IN (SELECT unnest(range(a, b)) FROM (VALUES ${places}) AS chosen(a, b))`;
}
