import { open, rm, stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { toEngineError } from "../duckdb-errors.ts";
import { linesPath, marksPath, typedRowsPath } from "../results/result-folder.ts";
import { isPlainText, type SourceColumn } from "../writers/source-columns.ts";
import { literal } from "../writers/sql-text.ts";
import type { CallContext } from "./call.ts";
import { withInstance } from "./instances.ts";
import { cellText } from "./result-columns.ts";
import { runWithProgress } from "./run-with-progress.ts";

/** Bytes that a reader takes in to find one row among its neighbours. A view reads 200 such pieces for a block. */
const bytesBetweenMarks = 2048;
const maxStride = 64;
/**
 * Longer texts are cut in the lines, for the grid; the typed rows keep them whole for exports. DuckDB makes 2,048 lines at
 * a time on each thread, so where these do not fit into memory, a second and third try cut earlier.
 */
const maxCellBytes = [100_000, 10_000, 1_000] as const;
/** What a row of very many columns may take, so that a block of rows stays small. */
const maxRowBytes = 4_000_000;
const minCellBytes = 200;

/** Writes the lines of a result set whose typed rows are complete, and their marks. Returns the stride of the marks. */
export async function writeRowLines(
  folder: string,
  columns: readonly SourceColumn[],
  rows: number,
  context: CallContext,
): Promise<number> {
  for (const [attempt, maxBytes] of maxCellBytes.entries()) {
    try {
      await copyToFile(folder, copyLines(columns, linesPath(folder), maxBytes), rows, context);
      break;
    } catch (error) {
      const failed = toEngineError(error, context.signal);
      if (failed.code !== "OUT_OF_MEMORY" || attempt === maxCellBytes.length - 1) throw failed;
      await rm(linesPath(folder), { force: true });
    }
  }
  return writeMarks(folder, rows, context.signal);
}

async function copyToFile(folder: string, copy: string, rows: number, context: CallContext): Promise<void> {
  const before = (connection: DuckDBConnection) => attachTypedRows(connection, folder);
  await withInstance(context.settings, { paths: [linesPath(folder)], before }, (connection) =>
    runWithProgress(connection, copy, rows, context),
  );
}

/** Makes the typed rows readable as `kept.result`. */
export async function attachTypedRows(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`ATTACH ${literal(typedRowsPath(folder))} AS kept (READ_ONLY)`);
}

/**
 * JSON has no bare line breaks and no control characters, so that with quoting turned off each line is one row, and the
 * COPY runs on all threads.
 */
function copyLines(columns: readonly SourceColumn[], path: string, cellBytes: number): string {
  const share = Math.floor(maxRowBytes / Math.max(1, columns.length));
  const maxBytes = Math.max(minCellBytes, Math.min(cellBytes, share));
  const texts = columns.map((column) => shortened(column, maxBytes)).join(", ");
  const from = `kept.result AS source(${columns.map(({ ref }) => ref).join(", ")})`;
  const options = `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER e'\\x01', COMPRESSION none, USE_TMP_FILE false`;
  return `COPY (SELECT CAST(json_array(${texts}) AS VARCHAR) FROM ${from}) TO ${literal(path)} (${options})`;
}

function shortened(column: SourceColumn, maxBytes: number): string {
  const text = cellText(column);
  if (isPlainText(column)) return text;
  const kept = Math.floor(maxBytes / 10);
  const mark = `concat(left(${text}, ${kept}), '… (', format('{:,}', length(${text})), ' characters)')`;
  return `CASE WHEN strlen(${text}) > ${maxBytes} THEN ${mark} ELSE ${text} END`;
}

async function writeMarks(folder: string, rows: number, signal: AbortSignal): Promise<number> {
  const { size } = await stat(linesPath(folder));
  const stride = Math.min(maxStride, Math.max(1, Math.floor((bytesBetweenMarks * rows) / Math.max(1, size))));
  const marks = new Float64Array(Math.ceil(rows / stride) + 1);
  const found = await markLines(linesPath(folder), marks, stride, signal);
  if (found !== rows) throw new Error(`The lines of a result set are ${found} instead of ${rows}.`);
  marks[marks.length - 1] = size;
  const file = await open(marksPath(folder), "wx");
  try {
    await file.writeFile(new Uint8Array(marks.buffer));
  } finally {
    await file.close();
  }
  return stride;
}

const lineBreak = 10;

async function markLines(path: string, marks: Float64Array, stride: number, signal: AbortSignal): Promise<number> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    let rows = 0;
    let start = 0;
    for (let position = 0; ;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return rows;
      const bytes = buffer.subarray(0, bytesRead);
      for (let at = bytes.indexOf(lineBreak); at >= 0; at = bytes.indexOf(lineBreak, at + 1)) {
        if (rows % stride === 0) marks[rows / stride] = start;
        rows += 1;
        start = position + at + 1;
      }
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}
