import { parquetWriteBuffer } from "hyparquet-writer";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectStoreContract } from "../../../../tests/contracts/object-store.ts";
import { RemoteCount, remoteStore } from "../../../../tests/fixtures/remote-store.ts";
import { temporaryStore, type TemporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import { previewObject } from "../../capabilities/preview/object-preview.ts";
import { ByteCount, ObjectReader } from "../../capabilities/preview/object-reader.ts";
import { PreviewOptions } from "../../../shared/contract/preview.ts";
import { BLOCK } from "./block-cache/block-layout.ts";
import { BlockCache } from "./block-cache/block-cache.ts";
import { CachingStore } from "./caching-store.ts";

const { signal } = new AbortController();
const MiB = 2 ** 20;

objectStoreContract("cached", async () => {
  const made = await temporaryStore();
  const cache = await mkdtemp(join(tmpdir(), "lakeshore-cache-"));
  return {
    store: new CachingStore(made.store, new BlockCache(cache, 64 * MiB), "contract"),
    async dispose() {
      await made.dispose();
      await rm(cache, { recursive: true, force: true, maxRetries: 10 });
    },
  };
});

describe("a remote store behind its cache", () => {
  let made: TemporaryStore;
  let folder: string;
  let count: RemoteCount;
  let store: CachingStore;
  beforeEach(async () => {
    made = await temporaryStore();
    folder = await mkdtemp(join(tmpdir(), "lakeshore-cache-"));
    count = new RemoteCount();
    store = new CachingStore(remoteStore(made.store, count), new BlockCache(folder, 64 * MiB), "test");
  });
  afterEach(async () => {
    await made.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function write(key: string, content: Uint8Array, mode: "create" | "replace" = "create") {
    const body = (async function* () {
      yield content;
    })();
    return made.store.write(key, body, { mode, signal });
  }
  async function read(key: string, options: { ifMatch?: string; range?: { start: number; end: number } } = {}) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.read(key, { ...options, signal })) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it("is on no path of this machine", async () => {
    await write("raw/a", Buffer.from("a"));
    expect(await store.localPath("raw/a", { signal })).toBeNull();
  });

  it("asks for the same bytes of the same version once", async () => {
    const { etag } = await write("raw/a", Buffer.alloc(3 * BLOCK, 7));
    await read("raw/a", { ifMatch: etag, range: { start: 0, end: 10 } });
    await read("raw/a", { ifMatch: etag, range: { start: 5, end: 20 } });
    expect(count.reads.map(({ bytes }) => bytes)).toEqual([BLOCK]);
    expect(await read("raw/a", { ifMatch: etag })).toHaveLength(3 * BLOCK);
    expect(store.traffic).toMatchObject({ bytes: 3 * BLOCK, cachedBytes: 2 * BLOCK });
  });

  it("always asks for what is there now when no version is named", async () => {
    await write("raw/a", Buffer.from("one"));
    expect((await read("raw/a")).toString()).toBe("one");
    await write("raw/a", Buffer.from("another"), "replace");
    expect((await read("raw/a")).toString()).toBe("another");
  });

  it("mixes no two versions", async () => {
    const { etag } = await write("raw/a", Buffer.alloc(4 * BLOCK, 1));
    await read("raw/a", { ifMatch: etag, range: { start: 0, end: 10 } });
    await write("raw/a", Buffer.alloc(4 * BLOCK, 2), "replace");
    await expect(read("raw/a", { ifMatch: etag })).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
  });

  it("does not push everything out of the cache for one long read", async () => {
    const { etag } = await write("raw/large", Buffer.alloc(40 * MiB, 1));
    const small = await write("raw/small", Buffer.from("small"));
    await read("raw/small", { ifMatch: small.etag });
    expect(await read("raw/large", { ifMatch: etag })).toHaveLength(40 * MiB);
    count.reset();
    await read("raw/small", { ifMatch: small.etag });
    expect(count.reads).toEqual([]);
  });

  it("shows the first rows of a large Parquet file in three round trips, with a few blocks", async () => {
    const path = join(folder, "wide.parquet");
    const columnData = Array.from({ length: 20 }, (_, column) => ({
      name: `c${column}`,
      type: "DOUBLE" as const,
      data: Array.from({ length: 400_000 }, (__, row) => Math.sin(row * 20 + column)),
    }));
    // Writers such as Arrow and parquet-java end a page after 20,000 rows.
    await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 400_000, pageSize: 160_000 })));
    const { size } = await stat(path);
    const object = await made.store.write("raw/wide.parquet", createReadStream(path), { mode: "create", signal });
    const reader = new ObjectReader(store, object, new ByteCount(), signal);
    const { preview } = await previewObject(reader, PreviewOptions.parse({ maxRows: 100 }));
    expect(preview).toMatchObject({ kind: "table", totalRows: 400_000 });
    expect(size).toBeGreaterThan(50 * MiB);
    // 1 % of a file of 1 GB, in which the first pages lie as far apart.
    expect(count.bytes).toBeLessThanOrEqual(10_000_000);
    expect(count.roundTrips).toBeLessThanOrEqual(3);
  });
});
