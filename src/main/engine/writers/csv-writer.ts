import type { DuckDBConnection } from "@duckdb/node-api";
import type { CsvOptions } from "../../../shared/domain/export-options.ts";
import { ByteBlocks } from "./byte-blocks.ts";
import { copyStatement, copyWrites, headerLine, lineStatement } from "./csv-sql.ts";
import { GzipStream } from "./gzip-stream.ts";
import { writeThenRename, type FileDestination } from "./partial-file.ts";
import { PositionedFile } from "./positioned-file.ts";
import { appendRows, interruptible, streamRows } from "./row-stream.ts";
import { describeSource, type RowSource, type SourceColumn } from "./source-columns.ts";
import type { WriteContext, WrittenFile } from "./write-context.ts";
import { toWriteError } from "./write-error.ts";

/**
 * Writes the rows of a SELECT to a CSV file in UTF-8 (RFC 4180 with the chosen dialect), which appears only when it is
 * whole. Values are never altered: text that looks like a formula stays as it is. The connection must be free, and
 * allowed to write `target.partialPath`. Throws AppError: CANCELLED, OUT_OF_SPACE, OUT_OF_MEMORY, ACCESS_DENIED,
 * NOT_FOUND, INVALID_INPUT or QUERY_FAILED.
 */
export async function writeCsv(
  connection: DuckDBConnection,
  source: RowSource,
  target: FileDestination,
  options: CsvOptions,
  context: WriteContext,
): Promise<WrittenFile> {
  try {
    return await interruptible(connection, context.signal, async () => {
      const columns = await describeSource(connection, source);
      const write = copyWrites(options) ? copyRows : streamLines;
      let rows = 0;
      const bytes = await writeThenRename(target, context.signal, async (path) => {
        rows = await write(connection, source, columns, path, options, context);
      });
      context.onProgress(rows);
      return { rows, bytes, warnings: [] };
    });
  } catch (error) {
    throw toWriteError(error, target.path, context.signal);
  }
}

type WriteRows = (
  connection: DuckDBConnection,
  source: RowSource,
  columns: readonly SourceColumn[],
  path: string,
  options: CsvOptions,
  context: WriteContext,
) => Promise<number>;

const copyRows: WriteRows = async (connection, source, columns, path, options) => {
  const result = await connection.run(copyStatement(source, columns, path, options));
  return result.rowsChanged;
};

const streamLines: WriteRows = async (connection, source, columns, path, options, { signal, onProgress }) => {
  const statement = lineStatement(source, columns, options);
  let rows = 0;
  await PositionedFile.create(path, async (file) => {
    const gzip = options.gzip ? new GzipStream((bytes) => file.append(bytes)) : null;
    await gzip?.start();
    const blocks = new ByteBlocks(async (block) => {
      await (gzip ? gzip.push(block) : file.append(block));
      onProgress(rows);
    });
    if (options.byteOrderMark) await blocks.append(Buffer.from("\uFEFF"));
    if (options.header) await blocks.append(Buffer.from(headerLine(columns, options)));
    for await (const chunk of streamRows(connection, statement, signal)) {
      await appendRows(blocks, chunk, 0, chunk.rows);
      rows += chunk.rows;
    }
    await blocks.flush();
    await gzip?.finish();
  });
  return rows;
};
