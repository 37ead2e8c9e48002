import { StatementType, type DuckDBConnection } from "@duckdb/node-api";
import { readMessage, toQuestionError } from "../questions/question-error.ts";
import { prepareReadOnly } from "../questions/read-only-proof.ts";
import { interruptible } from "../writers/row-stream.ts";
import { describeSource } from "../writers/source-columns.ts";
import { identifier } from "../writers/sql-text.ts";
import type { CallContext } from "./call.ts";
import { isStorable } from "./result-columns.ts";
import { runWithProgress } from "./run-with-progress.ts";

/** On a line of its own, and nothing after the text: a comment or a semicolon at its end does no harm. */
const createPrefix = "CREATE TABLE kept.result AS\n";

/**
 * Runs a question's text into the table `kept.result`, in the order of its rows. Its errors are those of
 * questions/question-error.ts.
 */
export async function createResult(connection: DuckDBConnection, sql: string, context: CallContext): Promise<void> {
  const type = await typeOf(connection, sql, context);
  if (type === StatementType.EXPLAIN) return appendRows(connection, sql, context);
  try {
    await runWithProgress(connection, createPrefix + sql, null, context);
  } catch (error) {
    const { kind, message } = readMessage(error);
    if (/unnamed struct/.test(message)) return createWithTexts(connection, sql, context);
    // SHOW and the like are no part of another statement. Their rows are few.
    if (kind === "parser") return appendRows(connection, sql, context);
    throw toQuestionError(error, { sql, prefixBytes: createPrefix.length }, context.signal);
  }
}

async function typeOf(connection: DuckDBConnection, sql: string, { signal }: CallContext): Promise<StatementType> {
  try {
    const statement = await interruptible(connection, signal, () => prepareReadOnly(connection, sql));
    const { statementType } = statement;
    statement.destroySync();
    return statementType;
  } catch (error) {
    throw toQuestionError(error, { sql, prefixBytes: 0 }, signal);
  }
}

/** For columns that no table can hold: their text in place of the value. */
async function createWithTexts(connection: DuckDBConnection, sql: string, context: CallContext): Promise<void> {
  const columns = await describeSource(connection, { sql });
  const values = columns.map(
    ({ name, type, ref }) => `${isStorable(type) ? ref : `CAST(${ref} AS VARCHAR)`} AS ${identifier(name)}`,
  );
  const prefix = `${createPrefix}SELECT ${values.join(", ")} FROM (`;
  const suffix = `\n) AS source(${columns.map(({ ref }) => ref).join(", ")})`;
  try {
    await runWithProgress(connection, prefix + sql + suffix, null, context);
  } catch (error) {
    throw toQuestionError(error, { sql, prefixBytes: Buffer.byteLength(prefix) }, context.signal);
  }
}

async function appendRows(connection: DuckDBConnection, sql: string, context: CallContext): Promise<void> {
  const result = await runWithProgress(connection, sql, null, context).catch((error: unknown) => {
    throw toQuestionError(error, { sql, prefixBytes: 0 }, context.signal);
  });
  const names = result.deduplicatedColumnNames();
  const columns = names.map((name, index) => `${identifier(name)} ${result.columnType(index).toString()}`);
  await connection.run(`CREATE TABLE kept.result (${columns.join(", ")})`);
  const appender = await connection.createAppender("result", "main", "kept");
  try {
    for (const chunk of await result.fetchAllChunks()) if (chunk.rowCount > 0) appender.appendDataChunk(chunk);
  } finally {
    appender.closeSync();
  }
}
