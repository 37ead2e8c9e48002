import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { AnswerOf, EngineCall } from "../engine-protocol.ts";
import { toEngineError } from "../duckdb-errors.ts";
import { writeCsv } from "../writers/csv-writer.ts";
import type { RowSource } from "../writers/source-columns.ts";
import { writeXlsx } from "../writers/xlsx-writer.ts";
import { arrangedRows } from "./arranged-rows.ts";
import type { CallContext } from "./call.ts";
import { withInstance, type Sandbox } from "./instances.ts";
import { attachTypedRows } from "./row-lines.ts";

type Write = Extract<EngineCall, { operation: "write" }>;

/** Writes a statement's rows, or a part of a result set, to a file that appears only when it is whole. */
export async function writeRowsToFile(call: Write, context: CallContext): Promise<AnswerOf<"write">> {
  const { source, target } = call;
  const sandbox: Sandbox = {
    paths: [...call.readable, target.partialPath],
    ...(source.kind === "result" && { before: (connection) => attachTypedRows(connection, source.folder) }),
  };
  const progress = {
    signal: context.signal,
    onProgress: (rows: number) => context.onProgress({ fraction: null, rows }),
  };
  try {
    return await withInstance(context.settings, sandbox, async (connection) => {
      const rows = await rowSource(connection, call);
      const written =
        target.format === "csv"
          ? await writeCsv(connection, rows, target, target.options, progress)
          : await writeXlsx(connection, rows, target, target.options, progress);
      return { rows: written.rows, bytes: written.bytes, warnings: written.warnings };
    });
  } catch (error) {
    throw toEngineError(error, context.signal);
  }
}

async function rowSource(connection: DuckDBConnection, { source }: Write): Promise<RowSource> {
  if (source.kind === "result") return arrangedRows(connection, source);
  if (source.statement.params?.length) {
    throw new AppError("INVALID_INPUT", "A statement that is written to a file takes no parameters.");
  }
  return { sql: source.statement.sql };
}
