import { DuckDBBlobVector, type DuckDBConnection, type DuckDBDataChunk } from "@duckdb/node-api";

/** How often an abort is repeated until the query has seen it (an interrupt before its start is forgotten). */
const interruptEveryMs = 25;

/** Runs `work`, interrupting what the connection does once the signal aborts. */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
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

/**
 * The chunks (up to 2,048 rows) of a query, in order, while it runs. One chunk is fetched ahead, so that the engine
 * works while the last one is written; there are never more.
 */
export async function* streamChunks(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal,
): AsyncGenerator<DuckDBDataChunk, void, undefined> {
  const result = await connection.stream(sql);
  const fetch = () => result.fetchChunk().then(settledValue, settledError);
  let next = fetch();
  try {
    for (;;) {
      const fetched = await next;
      if ("error" in fetched) throw fetched.error;
      signal.throwIfAborted();
      if (fetched.value === null || fetched.value.rowCount === 0) return;
      next = fetch();
      yield fetched.value;
    }
  } finally {
    await next;
  }
}

const settledValue = <T>(value: T) => ({ value });
const settledError = (error: unknown) => ({ error });

/** The columns of a chunk that carry ready-made bytes: those that the query cast to BLOB. */
export function byteColumns(chunk: DuckDBDataChunk, count: number): DuckDBBlobVector[] {
  return Array.from({ length: count }, (_, index) => {
    const vector = chunk.getColumnVector(index);
    if (vector instanceof DuckDBBlobVector) return vector;
    throw new TypeError(`column ${index} of the row stream is not a BLOB`);
  });
}
