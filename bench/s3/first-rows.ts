import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Previews } from "../../src/main/capabilities/preview/index.ts";
import { S3Store } from "../../src/main/lake/aws/s3-store/s3-store.ts";
import { BlockCache } from "../../src/main/lake/remote/block-cache/block-cache.ts";
import { CachingStore } from "../../src/main/lake/remote/caching-store.ts";
import { asTable } from "../../tests/fixtures/previewed-files.ts";
import { writeHugeRowGroup } from "../huge-row-group.ts";
import { copyTable, PARQUET_ROWS_OF_A_GIGABYTE } from "../large-table.ts";
import { median, type Figure } from "../report.ts";
import { connect, measuredBucket, type MeasuredBucket, type MeasuredServer } from "./rgw-bucket.ts";
import { RoundTrips } from "./round-trips.ts";

interface FirstRowsChoice {
  folder: string;
  rounds: number;
}

interface Shown {
  milliseconds: number;
  bytes: number;
  requests: number;
  trips: number;
}

const SIZE = 1_000_000_000;
const ROWS = 1_000;
const CACHE_BYTES = 4 * 2 ** 30;
const { signal } = new AbortController();
const worker = new URL("../../src/main/workers/preview-worker.ts", import.meta.url);
const zone = { id: "raw", title: "Raw", kind: "raw", location: "raw/", order: 0, description: "" } as const;
const definition = { format: 1 as const, id: randomUUID(), name: "Benchmark", zones: [zone] };

/** The first rows of Parquet files of 1 GB that nobody has read before, through the preview of the app. */
export async function measureFirstRows(server: MeasuredServer, choice: FirstRowsChoice): Promise<Figure[]> {
  await using bucket = await measuredBucket(server);
  const writers = {
    "many row groups": (path: string) => copyTable(path, PARQUET_ROWS_OF_A_GIGABYTE, "format parquet"),
    "one row group, offset index": async (path: string) => writeHugeRowGroup(path, SIZE),
    "one row group, no index": async (path: string) => writeHugeRowGroup(path, SIZE, false),
  };
  const figures: Figure[] = [];
  for (const [kind, write] of Object.entries(writers)) {
    const path = join(choice.folder, "large.parquet");
    await write(path);
    const { size } = await stat(path);
    await store(bucket, path, size);
    await rm(path);
    const shown: Shown[] = [];
    for (let round = 0; round < choice.rounds; round += 1) shown.push(await show(bucket, choice.folder));
    await bucket.empty("");
    figures.push(...figuresOf(`1 GB Parquet, ${kind}`, size, shown));
  }
  return figures;
}

async function store({ name, connection }: MeasuredBucket, path: string, size: number): Promise<void> {
  const objects = new S3Store({ client: connection.s3(), home: { bucket: name, prefix: "" } });
  await objects.write("raw/large.parquet", createReadStream(path), { mode: "create", size, signal });
}

/** With an empty cache and new connections. The worker runs already, as it does after the first preview. */
async function show({ name, server }: MeasuredBucket, folder: string): Promise<Shown> {
  const connection = connect(server);
  const cache = await mkdtemp(join(folder, "blocks-"));
  const trips = new RoundTrips(connection.s3());
  const objects = new CachingStore(
    new S3Store({ client: connection.s3(), home: { bucket: name, prefix: "" } }),
    new BlockCache(cache, CACHE_BYTES),
    "measured",
  );
  const previews = new Previews({ get: () => ({ objects, definition: () => definition }) }, worker);
  const open = (path: string) => previews.open({ lakeId: "lake", zoneId: zone.id, path }, { maxRows: ROWS }, signal);
  try {
    await open("absent").catch(() => undefined);
    trips.reset();
    const before = connection.traffic.now().bytesIn;
    const start = performance.now();
    const { rows } = asTable(await open("large.parquet"));
    if (rows.length !== ROWS) throw new Error(`expected ${ROWS} rows, got ${rows.length}`);
    return {
      milliseconds: performance.now() - start,
      bytes: connection.traffic.now().bytesIn - before,
      requests: trips.requests,
      trips: trips.dependent,
    };
  } finally {
    await previews.close();
    connection.close();
    await rm(cache, { recursive: true });
  }
}

function figuresOf(what: string, size: number, shown: readonly Shown[]): Figure[] {
  const middle = (key: keyof Shown) => median(shown.map((one) => one[key]));
  return [
    { name: `${what}: bytes fetched`, value: middle("bytes") / 1e6, unit: "MB" },
    {
      name: `${what}: bytes fetched / size`,
      value: (100 * middle("bytes")) / size,
      unit: "%",
      goal: { atMost: 1 },
    },
    { name: `${what}: dependent round trips`, value: middle("trips"), unit: "requests", goal: { atMost: 3 } },
    { name: `${what}: all requests`, value: middle("requests"), unit: "requests" },
    { name: `${what}: first ${ROWS} rows`, value: middle("milliseconds"), unit: "ms" },
  ];
}
