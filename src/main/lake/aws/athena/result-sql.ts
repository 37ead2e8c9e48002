import { literal } from "../../../engine/writers/sql-text.ts";
import { asTextColumn, type ResultColumn, selectList, sourceName } from "./result-columns.ts";

/** How a result's bytes are laid out. */
export type ResultLayout =
  | { kind: "csv"; hasHeader: boolean }
  /** Lines of SHOW, DESCRIBE, EXPLAIN and DDL; columns are apart by tabs and padded with blanks. */
  | { kind: "lines" };

/** Bytes of a row: 2 MB is what DuckDB expects, 32 MB what Athena's limit of a row is (docs, "Service quotas"). */
const LONG_LINE = 34_000_000;

/** One way to read a result: the statement, and the columns that it makes. */
export interface ResultReading {
  sql: string;
  columns: readonly ResultColumn[];
}

/**
 * The ways to read a result file, the best first. Athena writes each value in quotes and NULL bare, which DuckDB keeps
 * apart. Very long rows need large buffers; values that DuckDB's types cannot hold are kept as texts.
 */
export function readingsOf(path: string, columns: readonly ResultColumn[], layout: ResultLayout): ResultReading[] {
  const texts = columns.map(asTextColumn);
  if (layout.kind === "lines") return [{ sql: linesSql(path, texts), columns: texts }];
  const typed = (more: string) => ({ sql: csvSql(path, columns, layout.hasHeader, more), columns });
  const long = `, max_line_size = ${LONG_LINE}, buffer_size = ${2 * LONG_LINE}`;
  return [typed(""), typed(long), { sql: csvSql(path, texts, layout.hasHeader, long), columns: texts }];
}

function csvSql(path: string, columns: readonly ResultColumn[], hasHeader: boolean, more: string): string {
  const types = columns.map((_, index) => `${literal(sourceName(index))}: 'VARCHAR'`).join(", ");
  const options =
    `columns = {${types}}, header = ${hasHeader}, auto_detect = false, delim = ',', quote = '"', escape = '"', ` +
    `nullstr = '', allow_quoted_nulls = false${more}`;
  return `SELECT ${selectList(columns)} FROM read_csv(${literal(path)}, ${options})`;
}

function linesSql(path: string, columns: readonly ResultColumn[]): string {
  // No line has this delimiter in it, so that the whole line is one text, in which quotes mean nothing.
  const options = `columns = {'line': 'VARCHAR'}, header = false, auto_detect = false, delim = e'\\x01', quote = '', escape = ''`;
  const source = `SELECT coalesce(line, '') AS line FROM read_csv(${literal(path)}, ${options})`;
  const piece = (index: number) =>
    columns.length === 1 ? "line" : `rtrim(string_split(line, e'\\t')[${index + 1}], ' ')`;
  const pieces = columns.map((_, index) => `${piece(index)} AS ${sourceName(index)}`);
  return `SELECT ${selectList(columns)} FROM (SELECT ${pieces.join(", ")} FROM (${source}))`;
}
