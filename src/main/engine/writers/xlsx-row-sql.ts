import type { StreamStatement } from "./row-stream.ts";
import { fromSource, type RowSource, type SourceColumn } from "./source-columns.ts";
import { cellSql } from "./xlsx-cell-sql.ts";
import { dataRowsPerSheet } from "./xlsx-limits.ts";

/** How many columns one concat() joins: few enough for DuckDB's argument lists, many enough to be rare. */
const columnsPerPiece = 100;

/** Rows of each sheet that are measured for the widths of its columns. */
const measuredRows = 200;

/**
 * The XML of every row, built inside DuckDB: its pieces, then the count of its cut cells, then its texts' lengths,
 * comma-separated, or NULL. With row numbers that start again at 2 on each sheet. `row_number()`
 * over nothing is a streaming window: it numbers rows as they come, in the source's order.
 */
export function rowStatement(source: RowSource, columns: readonly SourceColumn[], measure: boolean): StreamStatement {
  const cells = columns.map(cellSql);
  const values = cells.map(({ value }, index) => `${value} AS c${index}`);
  const number = `CAST((row_number() OVER () - 1) % ${dataRowsPerSheet} + 2 AS VARCHAR) AS n`;
  const numbered = `SELECT ${[number, ...values].join(", ")} FROM ${fromSource(source, columns)}`;
  const pieces = rowPieces(cells.map(({ cell }) => cell)).map((piece) => `encode(${piece})`);
  const lengths = measure
    ? `CASE WHEN CAST(n AS INTEGER) <= ${measuredRows} THEN concat_ws(',', ${columns.map(lengthSql).join(", ")}) END`
    : "NULL::VARCHAR";
  const sql = `SELECT ${[...pieces, cutCount(cells), lengths].join(", ")} FROM (${numbered}) AS numbered`;
  return { sql, pieces: pieces.length, width: pieces.length + 2 };
}

function rowPieces(cells: readonly string[]): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < cells.length; start += columnsPerPiece) {
    const parts = cells.slice(start, start + columnsPerPiece);
    if (start === 0) parts.unshift(`'<row r="', n, '">'`);
    if (start + columnsPerPiece >= cells.length) parts.push(`'</row>'`);
    pieces.push(`concat(${parts.join(", ")})`);
  }
  return pieces;
}

function cutCount(cells: readonly { isCut: string | null }[]): string {
  const counts = cells.flatMap(({ isCut }) => (isCut === null ? [] : [`coalesce(CAST(${isCut} AS INTEGER), 0)`]));
  return `CAST(${sum(counts)} AS INTEGER)`;
}

/** A sum in groups, so that no expression nests deeper than DuckDB parses. */
function sum(terms: readonly string[]): string {
  if (terms.length === 0) return "0";
  if (terms.length <= columnsPerPiece) return `(${terms.join(" + ")})`;
  const groups = Array.from({ length: Math.ceil(terms.length / columnsPerPiece) }, (_, group) =>
    sum(terms.slice(group * columnsPerPiece, (group + 1) * columnsPerPiece)),
  );
  return sum(groups);
}

function lengthSql(column: SourceColumn): string {
  return `coalesce(length(CAST(${column.ref} AS VARCHAR)), 0)`;
}
