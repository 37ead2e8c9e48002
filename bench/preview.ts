import { DuckDBInstance } from "@duckdb/node-api";
import { parquetHeader } from "hyparquet/src/column.js";
import { parquetMetadataAsync } from "hyparquet";
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, readFile, stat, unlink, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { Previews } from "../src/main/capabilities/preview/index.ts";
import { asTable, PreviewedFiles } from "../tests/fixtures/previewed-files.ts";
import { writeHugeRowGroup } from "./huge-row-group.ts";
import { copyTable, PARQUET_ROWS_OF_A_GIGABYTE } from "./large-table.ts";
import { median, report, type Figure } from "./report.ts";

const SIZE = 1_000_000_000;
const ROUNDS = 9;
const ROWS = 1000;

interface Measured {
  milliseconds: number;
  firstMilliseconds: number;
  bytes: number;
}

let ownReads = 0;
const files = await PreviewedFiles.create();
/** As in the app: through the worker, by the address of the object. */
const previews = new Previews(
  { get: () => ({ objects: files.store, definition: () => definition }) },
  new URL("../src/main/workers/preview-worker.ts", import.meta.url),
);
const zone = { id: "raw", title: "Raw", kind: "raw", location: "raw/", order: 0, description: "" } as const;
const definition = { format: 1 as const, id: randomUUID(), name: "Benchmark", zones: [zone] };
try {
  await report(
    "First 1,000 rows and schema of a 1 GB file, beside DuckDB's LIMIT 1000 with default settings",
    await measure(),
  );
} finally {
  await previews.close();
  await files.remove();
}

async function measure(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const cases: { name: string; key: string; make: (path: string) => Promise<void> }[] = [
    { name: "CSV", key: "large.csv", make: writeCsv },
    { name: "CSV.gz", key: "large.csv.gz", make: writeGzip },
    { name: "Parquet, many row groups", key: "groups.parquet", make: writeParquet },
    {
      name: "Parquet, one row group of small pages",
      key: "pages.parquet",
      make: async (path) => writeHugeRowGroup(path, SIZE),
    },
    {
      name: "the same without an offset index",
      key: "bare.parquet",
      make: async (path) => writeHugeRowGroup(path, SIZE, false),
    },
  ];
  for (const { name, key, make } of cases) {
    const path = files.path(await files.write(`raw/${key}`, ""));
    await make(path);
    const { ours, duckdb } = await compare(key, path);
    const parquet = key.endsWith(".parquet") ? await leastBytes(path) : null;
    figures.push(
      { name: `${name}: size`, value: (await stat(path)).size / 1e6, unit: "MB" },
      parquet === null
        ? { name: `${name}: bytes read`, value: ours.bytes / 1e6, unit: "MB", goal: { atMost: 1 } }
        : {
            name: `${name}: bytes read / footer and pages`,
            value: ours.bytes / parquet,
            unit: "×",
            goal: { atMost: 1.1 },
          },
      { name: `${name}: bytes read`, value: ours.bytes, unit: "bytes" },
      { name: `${name}: bytes read by DuckDB`, value: duckdb.bytes, unit: "bytes" },
      { name: `${name}: time`, value: ours.milliseconds, unit: "ms" },
      { name: `${name}: time of the very first`, value: ours.firstMilliseconds, unit: "ms" },
      { name: `${name}: time of DuckDB`, value: duckdb.milliseconds, unit: "ms" },
      {
        name: `${name}: time / DuckDB`,
        value: ours.milliseconds / duckdb.milliseconds,
        unit: "×",
        goal: { atMost: 1 },
      },
    );
    await unlink(path);
  }
  return figures;
}

/** Medians of alternating runs over a file that is in the page cache for both. */
async function compare(key: string, path: string): Promise<{ ours: Measured; duckdb: Measured }> {
  const ours: Measured[] = [];
  const duckdb: Measured[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await timed(() => readWithPreview(key)));
    duckdb.push(await timed(() => readWithDuckdb(path)));
  }
  return { ours: summary(ours), duckdb: summary(duckdb) };
}

async function readWithPreview(key: string): Promise<number> {
  const address = { lakeId: "lake", zoneId: zone.id, path: key };
  return asTable(await previews.open(address, { maxRows: ROWS }, new AbortController().signal)).rows.length;
}

/** What DuckDB does for a first look: a new instance, the first rows, and the types that come with them. */
async function readWithDuckdb(path: string): Promise<number> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(`select * from '${path}' limit ${ROWS}`)).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return rows.length;
}

async function timed(run: () => Promise<number>): Promise<Measured> {
  const before = await bytesReadByProcess();
  const start = performance.now();
  const rows = await run();
  const milliseconds = performance.now() - start;
  if (rows !== ROWS) throw new Error(`expected ${ROWS} rows, got ${rows}`);
  return { milliseconds, firstMilliseconds: milliseconds, bytes: (await bytesReadByProcess()) - before };
}

function summary(runs: readonly Measured[]): Measured {
  return {
    milliseconds: median(runs.map((run) => run.milliseconds)),
    firstMilliseconds: runs[0]?.milliseconds ?? Number.NaN,
    bytes: median(runs.map((run) => run.bytes)),
  };
}

/** Bytes that this process has read through system calls, as Linux counts them, less the reading of that very count. */
async function bytesReadByProcess(): Promise<number> {
  const text = await readFile("/proc/self/io", "utf8").catch(() => "");
  ownReads += text.length;
  return Number(/rchar: (\d+)/.exec(text)?.[1] ?? Number.NaN) - ownReads;
}

async function writeCsv(path: string): Promise<void> {
  await copyTable(path, 6_400_000, "format csv, header");
}

/** Gzip members of 64 MB of text each, as parallel compressors write them. */
async function writeGzip(path: string): Promise<void> {
  const part = files.path("part.csv");
  await copyTable(part, 450_000, "format csv, header false");
  const member = gzipSync(await readFile(part), { level: 1 });
  const header = gzipSync("id,customer,amount,score,day,moment,flag,code,key,quantity,note,reference\n");
  async function* members(): AsyncGenerator<Buffer> {
    yield header;
    for (let written = 0; written < SIZE; written += member.byteLength) yield member;
  }
  await pipeline(members(), createWriteStream(path));
  await unlink(part);
}

async function writeParquet(path: string): Promise<void> {
  await copyTable(path, PARQUET_ROWS_OF_A_GIGABYTE, "format parquet");
}

/** Bytes of the footer and of the pages that hold the first rows, found by walking the page headers. */
async function leastBytes(path: string): Promise<number> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
      const bytes = new ArrayBuffer(end - start);
      await file.read(new Uint8Array(bytes), 0, end - start, start);
      return bytes;
    };
    const metadata = await parquetMetadataAsync({ byteLength: size, slice });
    let least = metadata.metadata_length + 8;
    for (const { meta_data: meta } of metadata.row_groups[0]?.columns ?? []) {
      if (meta) least += await pagesOfFirstRows(file, Number(meta.dictionary_page_offset ?? meta.data_page_offset));
    }
    return least;
  } finally {
    await file.close();
  }
}

async function pagesOfFirstRows(file: FileHandle, start: number): Promise<number> {
  let at = start;
  for (let rows = 0; rows < ROWS;) {
    const { buffer } = await file.read(Buffer.alloc(4096), 0, 4096, at);
    const reader = { view: new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength), offset: 0 };
    const header = parquetHeader(reader);
    rows += header.data_page_header?.num_values ?? header.data_page_header_v2?.num_rows ?? 0;
    at += reader.offset + header.compressed_page_size;
  }
  return at - start;
}
