import type { DuckDBConnection } from "@duckdb/node-api";
import type { AnswerOf, EngineCall } from "../engine-protocol.ts";
import { toQuestionError } from "../questions/question-error.ts";
import { interruptible } from "../writers/row-stream.ts";
import type { CallContext } from "./call.ts";
import { withInstance } from "./instances.ts";

type Explain = Extract<EngineCall, { operation: "explain" }>;

/**
 * Without these, a scan stands in the plan with every column and filter that its statement has for it: they replace scans
 * by what statistics say, or read a column in a second scan.
 */
const UNPLANNED = "statistics_propagation,late_materialization,compressed_materialization,join_filter_pushdown";

const PREFIX = "EXPLAIN (FORMAT json) ";

/** The plan that DuckDB would have for a question, of which nothing runs. */
export async function explainQuestion(
  { sql, setup, readable }: Explain,
  { settings, signal }: CallContext,
): Promise<AnswerOf<"explain">> {
  const prepare = async (connection: DuckDBConnection) => {
    await connection.run(`SET disabled_optimizers = '${UNPLANNED}'`);
    for (const statement of setup) await connection.run(statement.sql, statement.params && [...statement.params]);
    await connection.run("SET errors_as_json = true");
  };
  try {
    return await withInstance(settings, { paths: readable, before: prepare }, (connection) =>
      interruptible(connection, signal, async () => {
        const plan = await connection.runAndReadAll(PREFIX + sql);
        return String(plan.getRows()[0]?.[1]);
      }),
    );
  } catch (error) {
    throw toQuestionError(error, { sql, prefixBytes: PREFIX.length }, signal);
  }
}
