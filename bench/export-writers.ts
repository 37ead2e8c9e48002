import { stat } from "node:fs/promises";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import ExcelJS from "exceljs";
import { writeCsv } from "../src/main/engine/writers/csv-writer.ts";
import { writeXlsx } from "../src/main/engine/writers/xlsx-writer.ts";
import { CsvOptions, XlsxOptions } from "../src/shared/domain/export-options.ts";

/** What one run of one writer took. */
export interface WriterRun {
  milliseconds: number;
  bytes: number;
  /** Peak of the process's memory above what it held, database open, before the writer began. */
  peakBytes: number;
}

const select = "SELECT * FROM measured";
const context = { signal: new AbortController().signal, onProgress: () => undefined };

type Write = (connection: DuckDBConnection, path: string) => Promise<unknown>;

/** The writers by name, and how many threads DuckDB has for each: peers have the same. */
const writers = {
  csv: {
    threads: null,
    write: (connection, path) => writeCsv(connection, { sql: select }, { path }, CsvOptions.parse({}), context),
  },
  copy: { threads: null, write: (connection, path) => connection.run(`COPY (${select}) TO '${path}' (FORMAT csv)`) },
  xlsx: {
    threads: "1",
    write: (connection, path) => writeXlsx(connection, { sql: select }, { path }, XlsxOptions.parse({}), context),
  },
  exceljs: { threads: "1", write: writeWithExcelJs },
} satisfies Record<string, { threads: string | null; write: Write }>;

export type WriterName = keyof typeof writers;

export function isWriterName(name: string): name is WriterName {
  return name in writers;
}

/** Creates the database that the writers read: 1,000,000 rows of 12 columns of mixed types. */
export async function createDatabase(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const draw = (seed: number, below: number) => `(hash(range, ${seed}) % ${below})::BIGINT`;
  await connection.run(`CREATE TABLE measured AS SELECT
      range AS id,
      ${draw(1, 100_000)}::INTEGER AS units,
      ${draw(2, 1_000_000)} / 997 AS ratio,
      (${draw(3, 100_000_000)} / 100)::DECIMAL(18, 2) AS price,
      DATE '2000-01-01' + ${draw(4, 9000)}::INTEGER AS ordered,
      TIMESTAMP '2000-01-01' + to_milliseconds(${draw(5, 800_000_000_000)}) AS seen,
      ${draw(6, 2)} = 0 AS active,
      lpad(${draw(7, 100_000)}::VARCHAR, 5, '0') AS zip,
      ['Lisboa', 'São Paulo', 'New York', 'Paris', '東京'][1 + ${draw(8, 5)}] AS city,
      concat('Order ', range, ['', ' & "gift wrap"', ', second <try>'][1 + ${draw(9, 3)}], ' delivered') AS note,
      CASE WHEN ${draw(10, 4)} > 0 THEN ${draw(11, 10_000)} / 7 END AS score,
      md5(range::VARCHAR) AS reference
    FROM range(${rows})`);
  connection.closeSync();
  instance.closeSync();
}

/** Runs one writer once, in this process. */
export async function runWriter(name: WriterName, database: string, path: string): Promise<WriterRun> {
  const { threads, write } = writers[name];
  const instance = await DuckDBInstance.create(database, {
    access_mode: "READ_ONLY",
    ...(threads === null ? {} : { threads }),
  });
  const connection = await instance.connect();
  await connection.run("SELECT count(*) FROM measured");
  const idleBytes = process.memoryUsage.rss();
  const start = performance.now();
  await write(connection, path);
  const milliseconds = performance.now() - start;
  // maxRSS is in KiB on every system (libuv).
  const peakBytes = process.resourceUsage().maxRSS * 1024 - idleBytes;
  return { milliseconds, bytes: (await stat(path)).size, peakBytes };
}

/** exceljs' streaming writer as it is fastest: no styles, no shared strings. */
async function writeWithExcelJs(connection: DuckDBConnection, path: string): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path });
  const sheet = workbook.addWorksheet("Data");
  const result = await connection.stream(select);
  sheet.addRow(result.columnNames()).commit();
  for await (const rows of result.yieldRowsJs()) {
    for (const row of rows)
      sheet.addRow(row.map((value) => (typeof value === "bigint" ? Number(value) : value))).commit();
  }
  await workbook.commit();
}
