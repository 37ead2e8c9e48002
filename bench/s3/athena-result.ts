import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AthenaClient } from "@aws-sdk/client-athena";
import { createEngines, type Engines } from "../../src/main/engine/create-engines.ts";
import { forkEngine } from "../../src/main/hosts/web/fork-engine.ts";
import { AthenaQueries } from "../../src/main/lake/aws/athena/athena-engine.ts";
import { S3Store } from "../../src/main/lake/aws/s3-store/s3-store.ts";
import { median, type Figure } from "../report.ts";
import { athenaOnLoopback, PAGE_ROWS, resultObject, type PagedResult } from "./paged-results.ts";
import { measuredBucket, type MeasuredBucket, type MeasuredServer } from "./rgw-bucket.ts";

interface ResultChoice {
  folder: string;
  rounds: number;
  /** Of the result object. */
  bytes: number;
}

const KEY = "results/measured.csv";
const { signal } = new AbortController();

/** A finished execution's result until its first block of rows can be shown: by ranges of its object, and by pages. */
export async function measureAthenaResult(server: MeasuredServer, choice: ResultChoice): Promise<Figure[]> {
  await using bucket = await measuredBucket(server);
  const folder = await mkdtemp(join(choice.folder, "athena-"));
  const result = { ...resultOf(choice.bytes), location: `s3://${bucket.name}/${KEY}` };
  const objects = new S3Store({ client: bucket.connection.s3(), home: { bucket: bucket.name, prefix: "" } });
  const { size } = await objects.write(KEY, chunks(result), { mode: "create", signal });
  await using inObject = await athenaOnLoopback(result);
  await using inPages = await athenaOnLoopback({ ...result, location: null });
  const engines = await openEngines(folder);
  try {
    await startFilesEngine(engines);
    const ranges: number[] = [];
    const pages: number[] = [];
    for (let round = 0; round < choice.rounds; round += 1) {
      ranges.push(await fetchResult(bucket, engines, inObject.url, result));
      pages.push(await fetchResult(bucket, engines, inPages.url, { ...result, location: null }));
    }
    return figuresOf(size, result.pages, median(ranges), median(pages));
  } finally {
    await engines.close();
    await rm(folder, { recursive: true });
  }
}

async function fetchResult(
  bucket: MeasuredBucket,
  engines: Engines & { folder: string },
  url: string,
  expected: PagedResult,
) {
  const { region, accessKeyId, secretAccessKey } = bucket.server;
  const athena = new AthenaClient({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey } });
  const folder = await mkdtemp(join(engines.folder, "fetched-"));
  const s3 = bucket.connection.s3();
  const queries = new AthenaQueries({ athena, s3, files: engines.files, folder, region, outputLocation: null });
  try {
    const start = performance.now();
    const { rows, resultSetId } = await queries.attach("measured", { signal, onProgress: () => undefined });
    if (resultSetId === null || rows !== expected.pages * PAGE_ROWS - 1) throw new Error(`got ${String(rows)} rows`);
    await engines.results.rows({ resultSetId, viewId: null, start: 0, end: 200 }, { signal });
    const milliseconds = performance.now() - start;
    const how = expected.location === null ? "pages" : "ranges";
    console.error(`result by ${how}: ${(milliseconds / 1000).toFixed(2)} s`);
    await engines.results.release(resultSetId);
    return milliseconds;
  } finally {
    athena.destroy();
  }
}

/** Its process starts with the first call, which is not what is measured. */
async function startFilesEngine({ files, results }: Engines): Promise<void> {
  const question = { executionId: "start", sql: "SELECT 1", setup: [], readable: [] };
  const { resultSetId } = await files.ask(question, { signal, onProgress: () => undefined });
  await results.release(resultSetId);
}

function figuresOf(size: number, pages: number, rangesMs: number, pagesMs: number): Figure[] {
  const what = `Athena result of ${Math.round(size / 1e6)} MB`;
  return [
    { name: `${what}: by ranges of its object, to the first block`, value: rangesMs / 1000, unit: "s" },
    { name: `${what}: by ${pages} pages of the API, to the first block`, value: pagesMs / 1000, unit: "s" },
    { name: `${what}: pages / ranges`, value: pagesMs / rangesMs, unit: "×", goal: { atLeast: 10 } },
  ];
}

/** About 140 bytes a row as Athena writes it. */
function resultOf(bytes: number): Omit<PagedResult, "location"> {
  const columns = [
    { name: "id", type: "bigint" },
    { name: "customer", type: "varchar" },
    { name: "amount", type: "double" },
    { name: "day", type: "date" },
    { name: "moment", type: "timestamp" },
    { name: "flag", type: "boolean" },
    { name: "code", type: "varchar" },
    { name: "quantity", type: "integer" },
    { name: "note", type: "varchar" },
    { name: "reference", type: "bigint" },
  ];
  const rows = Array.from({ length: PAGE_ROWS }, (_, index) => [
    String(index),
    `customer ${(index * 7919) % 1_000_003}`,
    String(((index * 104_729) % 100_000) / 100),
    `20${10 + (index % 15)}-0${1 + (index % 9)}-1${index % 10}`,
    `2020-01-01 00:${10 + (index % 50)}:${10 + ((index * 7) % 50)}.000`,
    String(index % 3 === 0),
    String(index % 99_999).padStart(5, "0"),
    String((index * 31) % 977),
    `note ${index} of what was ordered`,
    String(index * 1_234_577),
  ]);
  const page = rows.reduce((sum, row) => sum + row.join('","').length + 3, 0);
  return { columns, rows, pages: Math.ceil(bytes / page) };
}

async function* chunks(result: PagedResult): AsyncGenerator<Uint8Array> {
  yield* resultObject(result);
}

async function openEngines(folder: string): Promise<Engines & { folder: string }> {
  const at = (name: string) => join(folder, name);
  const paths = { userData: folder, cache: at("cache"), temp: at("temp"), resources: folder, programs: folder };
  await mkdir(paths.temp);
  const entry = fileURLToPath(new URL("../../src/main/engine/entry.ts", import.meta.url));
  const engines = createEngines({ paths, forkEngine: (options) => forkEngine({ ...options, entry }) });
  return { ...engines, folder };
}
