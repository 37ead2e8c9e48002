import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { createDatabase, isWriterName, runWriter, type WriterName, type WriterRun } from "./export-writers.ts";
import { median, report } from "./report.ts";

// CSV beside DuckDB's own COPY, Excel beside exceljs' streaming writer: each run in a process of its own, taking turns.

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    json: { type: "string" },
    /** Of a child process: run this writer on `database` and print what it took. */
    writer: { type: "string" },
    database: { type: "string" },
  },
});

if (values.writer !== undefined && values.database !== undefined && isWriterName(values.writer)) {
  const target = `${values.database}.${values.writer}`;
  console.log(JSON.stringify(await runWriter(values.writer, values.database, target)));
  await rm(target);
} else {
  await compare(Number(values.rows), Number(values.runs));
}

async function compare(rows: number, runs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lakeshore-bench-"));
  try {
    const database = join(folder, "measured.duckdb");
    await createDatabase(database, rows);
    const done: Record<WriterName, WriterRun[]> = { csv: [], copy: [], xlsx: [], exceljs: [] };
    for (let run = 0; run < runs; run += 1) {
      for (const writer of ["csv", "copy", "xlsx", "exceljs"] as const) {
        done[writer].push(await runInChild(writer, database));
      }
    }
    await reportRuns(rows, runs, done);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runInChild(writer: WriterName, database: string): Promise<WriterRun> {
  const script = import.meta.filename;
  const child = await promisify(execFile)(process.execPath, [script, "--writer", writer, "--database", database]);
  const run: WriterRun = JSON.parse(child.stdout);
  return run;
}

async function reportRuns(rows: number, runs: number, done: Record<WriterName, WriterRun[]>): Promise<void> {
  const middle = (writer: WriterName, key: keyof WriterRun) => median(done[writer].map((run) => run[key]));
  const seconds = (writer: WriterName) => middle(writer, "milliseconds") / 1000;
  const megabytes = (writer: WriterName, key: "bytes" | "peakBytes") => middle(writer, key) / 1e6;
  const size = `${rows.toLocaleString("en-US")} rows × 12 columns, median of ${runs}`;
  await report(`Export: ${size}`, [
    { name: "CSV", value: seconds("csv"), unit: "s" },
    { name: "CSV by DuckDB's COPY", value: seconds("copy"), unit: "s" },
    { name: "CSV / COPY", value: seconds("csv") / seconds("copy"), unit: "×", goal: { atMost: 1.2 } },
    { name: "Excel", value: seconds("xlsx"), unit: "s" },
    { name: "Excel by exceljs", value: seconds("exceljs"), unit: "s" },
    { name: "exceljs / Excel", value: seconds("exceljs") / seconds("xlsx"), unit: "×", goal: { atLeast: 4 } },
    { name: "Excel peak above idle", value: megabytes("xlsx", "peakBytes"), unit: "MB", goal: { atMost: 400 } },
    { name: "exceljs peak above idle", value: megabytes("exceljs", "peakBytes"), unit: "MB" },
    { name: "Excel file", value: megabytes("xlsx", "bytes"), unit: "MB" },
    { name: "exceljs file", value: megabytes("exceljs", "bytes"), unit: "MB" },
  ]);
}
