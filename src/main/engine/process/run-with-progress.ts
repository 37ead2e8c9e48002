import type { DuckDBConnection, DuckDBMaterializedResult } from "@duckdb/node-api";
import { interruptible } from "../writers/row-stream.ts";
import type { CallContext } from "./call.ts";

const everyMs = 200;

/** Runs one statement that can be interrupted, and tells how far DuckDB says it is. `rows` is passed on. */
export async function runWithProgress(
  connection: DuckDBConnection,
  sql: string,
  rows: number | null,
  { signal, onProgress }: CallContext,
): Promise<DuckDBMaterializedResult> {
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    onProgress({ fraction: percentage < 0 ? null : Math.min(1, percentage / 100), rows });
  }, everyMs);
  try {
    return await interruptible(connection, signal, () => connection.run(sql));
  } finally {
    clearInterval(timer);
  }
}
