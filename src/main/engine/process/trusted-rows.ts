import type { DuckDBConnection } from "@duckdb/node-api";
import type { Cell, RowBlock } from "../../../shared/domain/columns.ts";
import type { AnswerOf, EngineCall } from "../engine-protocol.ts";
import { toEngineError } from "../duckdb-errors.ts";
import { interruptible } from "../writers/row-stream.ts";
import { fromSource, type SourceColumn } from "../writers/source-columns.ts";
import type { CallContext } from "./call.ts";
import { withInstance } from "./instances.ts";
import { cellText, shownColumn } from "./result-columns.ts";

type Script = Extract<EngineCall, { operation: "script" }>;
type Statement = Script["statements"][number];

/** Runs statements of Lakeshore's own on one connection and returns the rows of each, as exact text. */
export async function runScript(call: Script, { settings, signal }: CallContext): Promise<AnswerOf<"script">> {
  try {
    return await withInstance(settings, { paths: call.readable }, (connection) =>
      interruptible(connection, signal, async () => {
        const blocks: RowBlock[] = [];
        for (const statement of call.statements) blocks.push(await rowsOf(connection, statement, call.maxRows));
        return blocks;
      }),
    );
  } catch (error) {
    throw toEngineError(error, signal);
  }
}

/** At most `maxRows` rows; the statement stops when it has made so many. Nothing for statements without rows. */
export async function rowsOf(
  connection: DuckDBConnection,
  { sql, params }: Statement,
  maxRows: number,
): Promise<RowBlock> {
  const statement = await connection.prepare(sql);
  try {
    const names = Array.from({ length: statement.columnCount }, (_, index) => statement.columnName(index));
    const columns = names.map((name, index) => ({ name, type: statement.columnType(index), ref: `c${index}` }));
    if (!/^\s*(?:SELECT|WITH|FROM|VALUES|PIVOT|UNPIVOT)\b/i.test(sql)) {
      return await plainRows(connection, { sql, ...(params && { params }) }, columns, maxRows);
    }
    const texts = columns.map((column) => `${cellText(column)} AS ${column.ref}`).join(", ");
    const read = await connection.run(
      `SELECT ${texts} FROM ${fromSource({ sql }, columns)} LIMIT ${maxRows}`,
      params && [...params],
    );
    return { columns: columns.map(shownColumn), rows: await textRows(read) };
  } finally {
    statement.destroySync();
  }
}

/** Statements that cannot stand in a FROM (CREATE, DESCRIBE …): their rows are few. */
async function plainRows(
  connection: DuckDBConnection,
  { sql, params }: Statement,
  columns: readonly SourceColumn[],
  maxRows: number,
): Promise<RowBlock> {
  const read = await connection.run(sql, params && [...params]);
  const rows = await textRows(read);
  return { columns: columns.map(shownColumn), rows: rows.slice(0, maxRows) };
}

async function textRows(read: Awaited<ReturnType<DuckDBConnection["run"]>>): Promise<Cell[][]> {
  const rows = await read.getRows();
  return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
}
