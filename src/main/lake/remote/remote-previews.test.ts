import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { asTable } from "../../../../tests/fixtures/previewed-files.ts";
import { RemoteCount, remoteStore } from "../../../../tests/fixtures/remote-store.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { temporaryStore, type TemporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import { PreviewOptions } from "../../../shared/contract/preview.ts";
import { readPreview } from "../../capabilities/preview/read-preview.ts";
import type { ReadableStore } from "../../capabilities/preview/object-reader.ts";
import type { ObjectStore } from "../ports.ts";
import { BlockCache } from "./block-cache/block-cache.ts";
import { CachingStore } from "./caching-store.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const { signal } = new AbortController();
const MiB = 2 ** 20;
/** Long enough for requests that do not wait for one another to begin before the first is answered. */
const LATENCY_MS = 250;
let made: TemporaryStore;
let folder: string;
let count: RemoteCount;

beforeAll(async () => {
  made = await temporaryStore();
  folder = await mkdtemp(join(tmpdir(), "lakeshore-cache-"));
});
afterAll(async () => {
  await made.dispose();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});
beforeEach(() => {
  count = new RemoteCount();
  count.beforeRead = () => new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
});

/** The store far away, of which nothing is known yet. */
async function farAway(changed: Partial<ObjectStore> = {}): Promise<CachingStore> {
  const cache = new BlockCache(await mkdtemp(join(folder, "blocks-")), 256 * MiB);
  return new CachingStore(remoteStore(storeWith(made.store, changed), count), cache, "test");
}

async function write(key: string, select: string, options = ""): Promise<number> {
  const duckdb = await (await DuckDBInstance.create()).connect();
  await duckdb.run(`COPY (${select}) TO '${join(made.root, key)}' (FORMAT parquet ${options})`);
  duckdb.closeSync();
  return (await stat(join(made.root, key))).size;
}

async function list(store: CachingStore): Promise<void> {
  for await (const _page of store.list("", { recursive: false, signal }));
}

async function preview(store: ReadableStore, key: string) {
  const request = { key, isFolder: false, zoneLocation: "", options: PreviewOptions.parse({}) };
  return asTable((await readPreview(store, request, signal)).preview);
}

const columns = `i, hash(i) AS random, 'city ' || (hash(i) % 30000) AS city, CASE WHEN i % 3 > 0 THEN i / 7.0 END AS gaps,
  i % 2 = 0 AS flag, CASE WHEN i > 900 THEN i::DECIMAL(18,3) END AS late, 'text ' || repeat('x', (i % 40)::INT) AS text,
  DATE '2024-01-01' + (i % 500)::INT AS day, uuid '550e8400-e29b-41d4-a716-446655440000' AS id, NULL::INT AS nothing`;

describe("the first rows of a Parquet object", () => {
  const nested = `${columns}, [i, i + 1] AS list, {a: i, b: 'b'} AS struct`;
  it.each([
    ["of pages that are read in part", columns, "snappy"],
    ["of pages that are read in part", columns, "uncompressed"],
    ["of pages that are read whole", columns, "zstd"],
    ["with nested columns", nested, "snappy"],
  ])("come with three round trips, %s", async (what, selected, codec) => {
    const key = `measured ${what} ${codec}.parquet`;
    const size = await write(key, `SELECT ${selected} FROM range(300000) t(i)`, `, CODEC ${codec}`);
    const shown = await preview(await farAway(), key);
    expect(count.roundTrips).toBeLessThanOrEqual(3);
    expect(size).toBeGreaterThan(4 * MiB);
    expect(shown.rows).toEqual((await preview(made.store, key)).rows);
    expect(shown.rows).toHaveLength(1000);
  });

  it("come with two where a listing has shown the object", async () => {
    await write("listed.parquet", `SELECT ${columns} FROM range(200000) t(i)`);
    const asked = Promise.withResolvers<void>();
    count.beforeRead = () => {
      asked.resolve();
      return undefined;
    };
    // The version there is now is told only when the end of the version that was listed has been asked for.
    const store = await farAway({
      stat: async (key, options) => {
        await asked.promise;
        return made.store.stat(key, options);
      },
    });
    await list(store);
    const shown = await preview(store, "listed.parquet");
    expect(shown.rows).toHaveLength(1000);
    expect(count.reads.filter(({ range }) => range?.end === shown.size)).toHaveLength(1);
  });

  it("are those of the version there is now, whatever was listed", async () => {
    await write("changed.parquet", "SELECT 'old' AS version FROM range(100)");
    const store = await farAway();
    await list(store);
    await write("changed.parquet", "SELECT 'new' AS version, i FROM range(2000) t(i)");
    expect((await preview(store, "changed.parquet")).rows[0]).toEqual(["new", "0"]);
  });

  it("come with few bytes of a table of many large columns", async () => {
    const many = Array.from({ length: 40 }, (_, index) => `hash(i * 40 + ${index}) AS n${index}`).join(", ");
    const size = await write("many.parquet", `SELECT ${many} FROM range(120000) t(i)`);
    const store = await farAway();
    expect((await preview(store, "many.parquet")).rows).toHaveLength(1000);
    expect(size).toBeGreaterThan(30 * MiB);
    expect(count.roundTrips).toBeLessThanOrEqual(3);
    // Each column in one block or two of 128 KiB, of a megabyte.
    expect(count.bytes).toBeLessThan(0.3 * size);
  });
});
