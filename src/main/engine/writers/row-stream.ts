import { DuckDBBlobVector, type DuckDBConnection, type DuckDBVector } from "@duckdb/node-api";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ByteBlocks } from "./byte-blocks.ts";

/** How often an abort is repeated until the query has seen it (an interrupt before its start is forgotten). */
const interruptEveryMs = 25;

/** Runs `work`, interrupting what the connection does once the signal aborts. */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let timer: ReturnType<typeof setInterval> | undefined;
  const onAbort = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), interruptEveryMs);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearInterval(timer);
  }
}

/** A query whose first `pieces` columns are BLOBs that are never NULL. */
export interface StreamStatement {
  sql: string;
  pieces: number;
  /** Columns in all. */
  width: number;
}

export interface RowChunk {
  /** Rows to take from the columns, from the first. */
  rows: number;
  /** The bytes of each row, piece by piece. */
  pieces: DuckDBBlobVector[];
  /** The columns after the pieces. */
  rest: DuckDBVector[];
}

/**
 * The rows of a query in chunks of up to 2,048, in order, while it runs. One chunk is fetched ahead, so that the engine
 * works while the last one is written; there are never more. The connection must preserve insertion order.
 *
 * @duckdb/node-api ends a stream that fails midway like one that is complete: an empty chunk, no error. So a row of
 * NULLs is sent last, and a stream that ends without it has failed.
 */
export async function* streamRows(
  connection: DuckDBConnection,
  statement: StreamStatement,
  signal: AbortSignal,
): AsyncGenerator<RowChunk, void, undefined> {
  const nulls = Array.from({ length: statement.width }, () => "NULL").join(", ");
  const result = await connection.stream(`${statement.sql} UNION ALL SELECT ${nulls}`);
  const fetch = () => result.fetchChunk().then(settledValue, settledError);
  let next = fetch();
  let ended = false;
  try {
    for (;;) {
      const fetched = await next;
      if ("error" in fetched) throw fetched.error;
      signal.throwIfAborted();
      const chunk = fetched.value;
      if (chunk === null || chunk.rowCount === 0) break;
      if (ended) throw new AppError("INTERNAL", "The engine sent rows out of order.", { retryable: true });
      next = fetch();
      const columns = Array.from({ length: statement.width }, (_, index) => chunk.getColumnVector(index));
      const pieces = columns.slice(0, statement.pieces).map(asBytes);
      ended = pieces[0]?.getItemBytes(chunk.rowCount - 1) === null;
      const rows = ended ? chunk.rowCount - 1 : chunk.rowCount;
      if (rows > 0) yield { rows, pieces, rest: columns.slice(statement.pieces) };
    }
    if (!ended) await explainFailure(connection, statement, signal);
  } finally {
    await next;
  }
}

const settledValue = <T>(value: T) => ({ value });
const settledError = (error: unknown) => ({ error });

function asBytes(vector: DuckDBVector): DuckDBBlobVector {
  if (vector instanceof DuckDBBlobVector) return vector;
  throw new TypeError("a piece of the row stream is not a BLOB");
}

/** Runs a failed query again, this time not as a stream, for the sake of its error; always throws. */
async function explainFailure(
  connection: DuckDBConnection,
  { sql, width }: StreamStatement,
  signal: AbortSignal,
): Promise<never> {
  const names = Array.from({ length: width }, (_, index) => `v${index}`);
  const counts = names.map((name) => `count(${name})`).join(", ");
  await connection.run(`SELECT ${counts} FROM (${sql}) AS failed(${names.join(", ")})`);
  signal.throwIfAborted();
  throw new AppError("INTERNAL", "The engine stopped before the last row.", { retryable: true });
}

/** Appends the bytes of rows [start, end) of the chunk. */
export async function appendRows(blocks: ByteBlocks, { pieces }: RowChunk, start: number, end: number): Promise<void> {
  for (let row = start; row < end; row += 1) {
    for (const column of pieces) {
      const piece = column.getItemBytes(row);
      if (piece && !blocks.tryAppend(piece)) await blocks.append(piece);
    }
  }
}
