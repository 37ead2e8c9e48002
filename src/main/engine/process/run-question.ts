import type { DuckDBConnection } from "@duckdb/node-api";
import { toEngineError } from "../duckdb-errors.ts";
import type { AnswerOf, EngineCall } from "../engine-protocol.ts";
import { factsPath, typedRowsPath, type ResultFacts } from "../results/result-folder.ts";
import { writeWhole } from "../results/write-whole.ts";
import { describeSource, type SourceColumn } from "../writers/source-columns.ts";
import { literal } from "../writers/sql-text.ts";
import type { CallContext } from "./call.ts";
import { withInstance } from "./instances.ts";
import { createResult } from "./create-result.ts";
import { shownColumn } from "./result-columns.ts";
import { writeRowLines } from "./row-lines.ts";
import { resultTooLarge, watchSize } from "./result-size.ts";

type Ask = Extract<EngineCall, { operation: "ask" }>;

/** Runs a question into its folder: the typed rows first, then the lines that the grid reads, then the facts. */
export async function runQuestion(call: Ask, context: CallContext): Promise<AnswerOf<"ask">> {
  const size = watchSize(call.folder, call.maxBytes);
  const bounded = { ...context, signal: AbortSignal.any([context.signal, size.signal]) };
  try {
    const { columns, rows } = await keepTypedRows(call, bounded);
    const stride = await writeRowLines(call.folder, columns, rows, bounded);
    const shown = columns.map((column, index) => ({ ...shownColumn(column), ...call.shown?.[index] }));
    const facts: ResultFacts = { format: 1, columns: shown, rows, stride };
    await writeWhole(factsPath(call.folder), JSON.stringify(facts));
    return { columns: shown, rows };
  } catch (error) {
    if (size.signal.aborted && !context.signal.aborted) throw resultTooLarge(call.maxBytes);
    throw toEngineError(error, context.signal);
  } finally {
    size.stop();
  }
}

interface TypedRows {
  columns: SourceColumn[];
  rows: number;
}

async function keepTypedRows(call: Ask, context: CallContext): Promise<TypedRows> {
  return withInstance(
    context.settings,
    { paths: call.readable, before: (connection) => prepareQuestion(connection, call) },
    async (connection) => {
      await createResult(connection, call.sql, context);
      const columns = await describeSource(connection, { sql: "SELECT * FROM kept.result" });
      const counted = await connection.runAndReadAll("SELECT count(*) FROM kept.result");
      // Writes the rows out while this thread is free: closing the instance would do it on it.
      await connection.run("DETACH kept");
      return { columns, rows: Number(counted.getRows()[0]?.[0]) };
    },
  );
}

/**
 * To try these on texts takes as long as all the rest of a result of 100 MB (measured: 3.3 s of processor time with them,
 * 1.8 s without); what is left packs numbers and repeated texts.
 */
const slowCompression = "fsst,zstd,dict_fsst";

async function prepareQuestion(connection: DuckDBConnection, { folder, setup }: Ask): Promise<void> {
  await connection.run(`ATTACH ${literal(typedRowsPath(folder))} AS kept (STORAGE_VERSION 'latest')`);
  await connection.run(`SET disabled_compression_methods = '${slowCompression}'`);
  // With the place in the text, in numbers.
  await connection.run("SET errors_as_json = true");
  for (const { sql, params } of setup) await connection.run(sql, params && [...params]);
}
