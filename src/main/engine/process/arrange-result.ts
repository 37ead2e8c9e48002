import { rename, rm } from "node:fs/promises";
import { DuckDBUIntegerVector, type DuckDBConnection } from "@duckdb/node-api";
import type { AnswerOf, EngineCall } from "../engine-protocol.ts";
import { toEngineError } from "../duckdb-errors.ts";
import { PositionedFile } from "../writers/positioned-file.ts";
import { interruptible } from "../writers/row-stream.ts";
import { orderSelect } from "./arranged-rows.ts";
import type { CallContext } from "./call.ts";
import { withInstance } from "./instances.ts";
import { attachTypedRows } from "./row-lines.ts";

type Arrange = Extract<EngineCall, { operation: "arrange" }>;

/** Writes the row numbers of an order and a filter to a file, which appears only when it is whole. */
export async function arrangeResult(call: Arrange, { settings, signal }: CallContext): Promise<AnswerOf<"arrange">> {
  const partial = `${call.orderPath}.partial`;
  const sandbox = { paths: [], before: (connection: DuckDBConnection) => attachTypedRows(connection, call.folder) };
  try {
    const rows = await withInstance(settings, sandbox, (connection) =>
      interruptible(connection, signal, async () => {
        const select = await orderSelect(connection, call.arrangement);
        return writeOrder(connection, select, partial, signal);
      }),
    );
    await rename(partial, call.orderPath);
    return { rows };
  } catch (error) {
    await rm(partial, { force: true });
    throw toEngineError(error, signal);
  }
}

const rowsPerWrite = 1 << 18;

/** Returns how many there are. The whole order is in memory once: four bytes a row. */
async function writeOrder(
  connection: DuckDBConnection,
  select: string,
  path: string,
  signal: AbortSignal,
): Promise<number> {
  const result = await connection.run(`SELECT CAST(n AS UINTEGER) FROM (${select})`);
  let rows = 0;
  await PositionedFile.create(path, async (file) => {
    const numbers = new Uint32Array(rowsPerWrite);
    let used = 0;
    const flush = async () => {
      await file.append(new Uint8Array(numbers.buffer, 0, used * numbers.BYTES_PER_ELEMENT));
      rows += used;
      used = 0;
    };
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      signal.throwIfAborted();
      if (used + chunk.rowCount > numbers.length) await flush();
      const column = chunk.getColumnVector(0);
      if (!(column instanceof DuckDBUIntegerVector)) throw new TypeError("row numbers are not 32-bit integers");
      for (let row = 0; row < chunk.rowCount; row += 1) numbers[used + row] = column.getItem(row) ?? 0;
      used += chunk.rowCount;
    }
    await flush();
  });
  return rows;
}
