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
async function rowsOf(connection: DuckDBConnection, { sql, params }: Statement, maxRows: number): Promise<RowBlock> {
  const values = params && [...params];
  // The types of a statement with parameters are known once it has run with their values.
  const shape = isSelect(sql) ? `SELECT * FROM (${sql}\n) LIMIT 0` : sql;
  const shaped = await connection.run(shape, values);
  const columns = shaped.deduplicatedColumnNames().map((name, index): SourceColumn => {
    return { name, type: shaped.columnType(index), ref: `c${index}` };
  });
  const shown = columns.map(shownColumn);
  // What cannot stand in a FROM (CREATE, DESCRIBE …) has run by now, and has few rows.
  if (!isSelect(sql)) return { columns: shown, rows: (await textRows(shaped)).slice(0, maxRows) };
  const texts = columns.map((column) => `${cellText(column)} AS ${column.ref}`).join(", ");
  const read = await connection.run(`SELECT ${texts} FROM ${fromSource({ sql }, columns)} LIMIT ${maxRows}`, values);
  return { columns: shown, rows: await textRows(read) };
}

function isSelect(sql: string): boolean {
  return /^\s*(?:SELECT|WITH|FROM|VALUES)\b/i.test(sql);
}

async function textRows(read: Awaited<ReturnType<DuckDBConnection["run"]>>): Promise<Cell[][]> {
  const rows = await read.getRows();
  return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
}
