import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { XlsxOptions } from "../../../shared/domain/export-options.ts";
import { ByteBlocks } from "./byte-blocks.ts";
import { writeThenRename, type FileDestination } from "./partial-file.ts";
import { PositionedFile } from "./positioned-file.ts";
import { appendRows, interruptible, streamRows, type RowChunk } from "./row-stream.ts";
import { describeSource, type RowSource, type SourceColumn } from "./source-columns.ts";
import type { WriteContext, WrittenFile } from "./write-context.ts";
import { toWriteError } from "./write-error.ts";
import { dataRowsPerSheet, maxSheetColumns } from "./xlsx-limits.ts";
import * as parts from "./xlsx-parts.ts";
import { rowStatement } from "./xlsx-row-sql.ts";
import { stylesXml } from "./xlsx-styles.ts";
import { ColumnWidths } from "./xlsx-widths.ts";
import { ZipFile } from "./zip-file.ts";

/** zlib's level 2 is both faster and smaller than 1 on rows of XML; 3 takes half as long again to gain a fiftieth. */
const sheetLevel = 2;

export interface WrittenWorkbook extends WrittenFile {
  sheets: number;
}

/**
 * Writes the rows of a SELECT to an Excel workbook, which appears only when it is whole; rows past Excel's limit go on
 * over further sheets. Numbers, dates and times are cells of their kind wherever Excel keeps every digit, and text
 * otherwise. The connection must be free. Throws AppError: TOO_LARGE for more columns than a sheet has, CANCELLED,
 * OUT_OF_SPACE, OUT_OF_MEMORY, ACCESS_DENIED, NOT_FOUND, INVALID_INPUT or QUERY_FAILED.
 */
export async function writeXlsx(
  connection: DuckDBConnection,
  source: RowSource,
  target: FileDestination,
  options: XlsxOptions,
  context: WriteContext,
): Promise<WrittenWorkbook> {
  try {
    return await interruptible(connection, context.signal, async () => {
      const columns = await describeSource(connection, source);
      refuseTooManyColumns(columns.length);
      const workbook = new WorkbookRows(connection, source, columns, options, context);
      const bytes = await writeThenRename(target, context.signal, (path) =>
        PositionedFile.create(path, (file) => workbook.write(new ZipFile(file))),
      );
      return { rows: workbook.rows, bytes, sheets: workbook.sheets.length, warnings: workbook.warnings() };
    });
  } catch (error) {
    throw toWriteError(error, target.path, context.signal);
  }
}

function refuseTooManyColumns(count: number): void {
  if (count <= maxSheetColumns) return;
  const format = (value: number) => value.toLocaleString("en-US");
  throw new AppError("TOO_LARGE", `Excel takes ${format(maxSheetColumns)} columns; this has ${format(count)}.`, {
    hint: "Choose fewer columns, or export CSV.",
    details: { columns: count, limit: maxSheetColumns },
  });
}

/** A row of the stream that is next to be written; `chunk` undefined at the end. */
interface Cursor {
  chunk: RowChunk | undefined;
  row: number;
}

class WorkbookRows {
  readonly #connection: DuckDBConnection;
  readonly #source: RowSource;
  readonly #columns: readonly SourceColumn[];
  readonly #options: XlsxOptions;
  readonly #context: WriteContext;
  readonly sheets: parts.SheetSummary[] = [];
  rows = 0;
  #cutCells = 0;

  constructor(
    connection: DuckDBConnection,
    source: RowSource,
    columns: readonly SourceColumn[],
    options: XlsxOptions,
    context: WriteContext,
  ) {
    this.#connection = connection;
    this.#source = source;
    this.#columns = columns;
    this.#options = options;
    this.#context = context;
  }

  async write(zip: ZipFile): Promise<void> {
    const statement = rowStatement(this.#source, this.#columns, this.#options.autoWidths);
    const chunks = streamRows(this.#connection, statement, this.#context.signal);
    try {
      const cursor: Cursor = { chunk: undefined, row: 0 };
      await nextChunk(chunks, cursor);
      do {
        await this.#writeSheet(zip, chunks, cursor);
      } while (cursor.chunk !== undefined);
    } finally {
      await chunks.return();
    }
    await this.#writeParts(zip);
  }

  async #writeSheet(zip: ZipFile, chunks: AsyncGenerator<RowChunk, void, undefined>, cursor: Cursor): Promise<void> {
    const index = this.sheets.length;
    const names = this.#columns.map((column) => column.name);
    let rowsHere = 0;
    await zip.addEntry(`xl/worksheets/sheet${index + 1}.xml`, sheetLevel, async (push) => {
      const blocks = new ByteBlocks(async (block) => {
        await push(block);
        this.#context.onProgress(this.rows);
      });
      const widths = this.#options.autoWidths ? measuredWidths(names, cursor) : null;
      await blocks.append(Buffer.from(parts.sheetStart(names, widths, index === 0, this.#options)));
      while (cursor.chunk !== undefined && rowsHere < dataRowsPerSheet) {
        const end = Math.min(cursor.chunk.rows, cursor.row + dataRowsPerSheet - rowsHere);
        const written = end - cursor.row;
        await appendRows(blocks, cursor.chunk, cursor.row, end);
        this.#cutCells += cutCells(cursor.chunk, cursor.row, end);
        rowsHere += written;
        this.rows += written;
        cursor.row = end;
        if (end === cursor.chunk.rows) await nextChunk(chunks, cursor);
      }
      await blocks.append(Buffer.from(parts.sheetEnd(names.length, rowsHere + 1, this.#options)));
      await blocks.flush();
    });
    this.sheets.push({ name: parts.sheetName(this.#options.sheetName, index), lastRow: rowsHere + 1 });
  }

  async #writeParts(zip: ZipFile): Promise<void> {
    const count = this.sheets.length;
    await zip.addText("[Content_Types].xml", parts.contentTypesXml(count));
    await zip.addText("_rels/.rels", parts.rootRelationsXml());
    await zip.addText("xl/workbook.xml", parts.workbookXml(this.sheets, this.#columns.length, this.#options));
    await zip.addText("xl/_rels/workbook.xml.rels", parts.workbookRelationsXml(count));
    await zip.addText("xl/styles.xml", stylesXml(this.#options.headerStyle));
    await zip.finish();
    this.#context.onProgress(this.rows);
  }

  /** What a person should know about the file. */
  warnings(): string[] {
    const cut = this.#cutCells.toLocaleString("en-US");
    const texts = this.#cutCells === 1 ? "1 text was longer" : `${cut} texts were longer`;
    return [
      ...(this.#cutCells === 0
        ? []
        : [`${texts} than the 32,767 characters of an Excel cell; a note says where each was cut.`]),
      ...(this.sheets.length === 1
        ? []
        : [`The rows go on over ${this.sheets.length} sheets, as Excel takes 1,048,576 a sheet.`]),
    ];
  }
}

async function nextChunk(chunks: AsyncGenerator<RowChunk, void, undefined>, cursor: Cursor): Promise<void> {
  const next = await chunks.next();
  cursor.chunk = next.value ?? undefined;
  cursor.row = 0;
}

/** Widths by the header and the rows of the chunk at hand, the sheet's first. */
function measuredWidths(names: readonly string[], { chunk, row }: Cursor): number[] {
  const widths = new ColumnWidths(names);
  for (let at = row; chunk && at < chunk.rows; at += 1) {
    const lengths = chunk.rest[1]?.getItem(at);
    if (typeof lengths !== "string") break;
    widths.measure(lengths);
  }
  return widths.widths();
}

function cutCells(chunk: RowChunk, start: number, end: number): number {
  let count = 0;
  for (let row = start; row < end; row += 1) count += Number(chunk.rest[0]?.getItem(row));
  return count;
}
