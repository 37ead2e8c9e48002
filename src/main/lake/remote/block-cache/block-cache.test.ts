import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runsOn } from "../../../../../tests/fixtures/runs-on.ts";
import { lakeDisk } from "../../../../../tests/fixtures/small-disk.ts";
import { BlockCache } from "./block-cache.ts";
import { BLOCK, SEGMENT } from "./block-layout.ts";
import type { ByteRange, CachedObject, FetchRange } from "./cached-object.ts";

const MiB = 2 ** 20;
const content = randomBytes(20 * MiB + 12_345);
let folder: string;
let cache: BlockCache;
let requests: ByteRange[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-blocks-"));
  cache = new BlockCache(folder, 100 * MiB);
  requests = [];
});
// What nobody waits for any more may still be written.
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

const object: CachedObject = { store: "s", key: "raw/a.bin", etag: "1", size: content.byteLength };

/** The store's end: yields the object in chunks that fit no block. */
const fetchContent: FetchRange = async function* (range, signal) {
  requests.push(range);
  for (let at = range.start; at < range.end; at += 50_001) {
    signal.throwIfAborted();
    yield content.subarray(at, Math.min(range.end, at + 50_001));
  }
};

async function read(
  start: number,
  end: number,
  { fetch = fetchContent, signal = new AbortController().signal, of = object, from = cache } = {},
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of from.read(of, { start, end }, { fetch, signal, onHit: () => undefined }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function segmentFiles(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.includes("-")).map((name) => join(folder, name));
}

/** Bytes that the store was asked for. */
const fetched = () => requests.reduce((sum, { start, end }) => sum + end - start, 0);

describe("reading through the cache", () => {
  it.each([
    [0, 1],
    [BLOCK - 1, BLOCK + 1],
    [SEGMENT - 10, SEGMENT + 10],
    [3 * BLOCK, 5 * BLOCK],
    [object.size - 1, object.size],
    [0, object.size],
  ])("gives the bytes from %i to %i, and gives them again without a request", async (start, end) => {
    expect((await read(start, end)).equals(content.subarray(start, end))).toBe(true);
    const before = requests.length;
    expect((await read(start, end)).equals(content.subarray(start, end))).toBe(true);
    expect(requests).toHaveLength(before);
  });

  it("asks for neighbouring blocks that are missing at once, and for no others", async () => {
    await read(2 * BLOCK, 3 * BLOCK);
    await read(5 * BLOCK, 6 * BLOCK);
    requests = [];
    await read(0, 8 * BLOCK);
    expect(requests).toEqual([
      { start: 0, end: 2 * BLOCK },
      { start: 3 * BLOCK, end: 5 * BLOCK },
      { start: 6 * BLOCK, end: 8 * BLOCK },
    ]);
  });

  it("knows what a read would fetch", async () => {
    await read(BLOCK, 2 * BLOCK);
    expect(await cache.missingBytes(object, [{ start: 0, end: 3 * BLOCK }])).toBe(2 * BLOCK);
    expect(await cache.missingBytes(object, [{ start: object.size - 1, end: object.size }])).toBe(object.size % BLOCK);
    await read(0, object.size);
    expect(await cache.missingBytes(object, [{ start: 0, end: object.size }])).toBe(0);
  });

  it("keeps versions and stores apart", async () => {
    await read(0, 10);
    await read(0, 10, { of: { ...object, etag: "2" } });
    await read(0, 10, { of: { ...object, store: "t" } });
    expect(requests).toHaveLength(3);
  });

  it("has the blocks after a restart", async () => {
    await read(0, 3 * MiB);
    requests = [];
    const again = new BlockCache(folder, 100 * MiB);
    expect((await read(0, 3 * MiB, { from: again })).equals(content.subarray(0, 3 * MiB))).toBe(true);
    expect(requests).toEqual([]);
  });

  it("holds little of a long read at once", async () => {
    const long = { ...object, size: 100 * SEGMENT };
    const zeros = Buffer.alloc(BLOCK);
    const fetch: FetchRange = async function* (range) {
      requests.push(range);
      for (let at = range.start; at < range.end; at += BLOCK) yield zeros;
    };
    const options = { fetch, signal: new AbortController().signal, onHit: () => undefined };
    for await (const _chunk of cache.read(long, { start: 0, end: long.size }, options)) break;
    expect(fetched()).toBeLessThanOrEqual(4 * SEGMENT);
  });
});

describe("readers of the same blocks", () => {
  /** A store that answers when it is let. */
  function heldStore() {
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const signals: AbortSignal[] = [];
    const fetch: FetchRange = async function* (range, signal) {
      signals.push(signal);
      asked.resolve();
      await Promise.race([
        gate.promise,
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      ]);
      yield* fetchContent(range, signal);
    };
    return { fetch, signals, asked: asked.promise, go: gate.resolve };
  }

  it("share one request", async () => {
    const { fetch, go, asked } = heldStore();
    const readers = [read(0, 2 * BLOCK, { fetch }), read(10, BLOCK, { fetch }), read(BLOCK, 2 * BLOCK, { fetch })];
    await asked;
    readers.push(read(0, BLOCK, { fetch }));
    go();
    await Promise.all(readers);
    expect(requests).toEqual([{ start: 0, end: 2 * BLOCK }]);
  });

  it("go on when one of them gives up, even the one that asked", async () => {
    const { fetch, go, asked, signals } = heldStore();
    const cancelling = new AbortController();
    const first = read(0, BLOCK, { fetch, signal: cancelling.signal });
    const second = read(0, BLOCK, { fetch });
    await asked;
    // Looking up is in turn, so the second waits for the request once a third has what it wants.
    await read(2 * BLOCK, 3 * BLOCK);
    cancelling.abort();
    await expect(first).rejects.toThrow(/abort/);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    go();
    expect((await second).equals(content.subarray(0, BLOCK))).toBe(true);
  });

  it("end the request when all have given up, and the next reader asks anew", async () => {
    const { fetch, asked, signals } = heldStore();
    const cancelling = new AbortController();
    const readers = [
      read(0, BLOCK, { fetch, signal: cancelling.signal }),
      read(0, 5, { fetch, signal: cancelling.signal }),
    ];
    await asked;
    cancelling.abort();
    for (const reader of readers) await expect(reader).rejects.toThrow(/abort/);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect((await read(0, 5)).equals(content.subarray(0, 5))).toBe(true);
  });

  it("all learn why it failed, and the next one asks anew", async () => {
    const failing: FetchRange = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("the store is gone")) }),
    });
    const readers = [read(0, 5, { fetch: failing }), read(0, BLOCK, { fetch: failing })];
    for (const reader of readers) await expect(reader).rejects.toThrow("the store is gone");
    expect((await read(0, 5)).equals(content.subarray(0, 5))).toBe(true);
  });
});

it("takes no shorter answer for the whole", async () => {
  const cut: FetchRange = async function* ({ start, end }) {
    yield content.subarray(start, end - 1);
  };
  await expect(read(0, 4 * BLOCK, { fetch: cut })).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  expect((await read(0, 4 * BLOCK)).equals(content.subarray(0, 4 * BLOCK))).toBe(true);
  // The blocks that had come whole were kept.
  expect(requests).toEqual([{ start: 3 * BLOCK, end: 4 * BLOCK }]);
});

describe("a cache folder that others change", () => {
  it("fetches again what was emptied", async () => {
    await read(0, MiB);
    await rm(folder, { recursive: true });
    expect((await read(0, MiB)).equals(content.subarray(0, MiB))).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ["a changed byte", (bytes: Buffer) => void (bytes[4096 + 1000] = (bytes[4096 + 1000] ?? 0) ^ 1)],
    ["a changed table", (bytes: Buffer) => void bytes.writeUInt32LE(0xffffffff, 0)],
    ["zeros", (bytes: Buffer) => void bytes.fill(0)],
  ])("fetches again what was damaged: %s", async (_what, damage) => {
    await read(0, 2 * BLOCK);
    const [path = ""] = await segmentFiles();
    const bytes = await readFile(path);
    damage(bytes);
    await writeFile(path, bytes);
    expect((await read(0, 2 * BLOCK)).equals(content.subarray(0, 2 * BLOCK))).toBe(true);
    expect(requests.length).toBeGreaterThan(1);
  });

  it("fetches again what was cut off, or is another segment's", async () => {
    await read(0, 2 * BLOCK);
    const [path = ""] = await segmentFiles();
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, 4096 + BLOCK + 5));
    await read(0, 2 * BLOCK);
    expect(requests.at(-1)).toEqual({ start: BLOCK, end: 2 * BLOCK });
    await read(SEGMENT, SEGMENT + 2 * BLOCK);
    const other = (await segmentFiles()).find((file) => file !== path) ?? "";
    await writeFile(other, whole);
    const again = await read(SEGMENT, SEGMENT + 2 * BLOCK);
    expect(again.equals(content.subarray(SEGMENT, SEGMENT + 2 * BLOCK))).toBe(true);
  });
});

describe("the size of the cache", () => {
  it("stays under its cap, and the least recently used goes first", async () => {
    const small = new BlockCache(folder, 4 * SEGMENT);
    const large = { ...object, size: 10 * SEGMENT };
    const fetch: FetchRange = async function* (range) {
      requests.push(range);
      yield Buffer.alloc(range.end - range.start, 1);
    };
    const take = (segment: number) =>
      read(segment * SEGMENT, (segment + 1) * SEGMENT, { fetch, of: large, from: small });
    for (const segment of [0, 1, 2]) await take(segment);
    await take(0);
    for (const segment of [3, 4]) await take(segment);
    const sizes = await Promise.all((await segmentFiles()).map(async (path) => (await stat(path)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4 * SEGMENT + 4 * 4096);
    requests = [];
    await take(0);
    expect(requests).toEqual([]);
    await take(1);
    expect(requests).not.toEqual([]);
  });

  it("counts what an earlier run left", async () => {
    await read(0, 16 * MiB);
    const small = new BlockCache(folder, 4 * MiB);
    await read(18 * MiB, 19 * MiB, { from: small });
    expect(await segmentFiles()).toHaveLength(1);
  });
});

if (runsOn(["linux"], "what needs a small disk to be mounted"))
  it("answers from the store when its disk is full", async (context) => {
    const full = new BlockCache(await lakeDisk("size=2m,mode=1777", context), 100 * MiB);
    expect((await read(0, 8 * MiB, { from: full })).equals(content.subarray(0, 8 * MiB))).toBe(true);
    expect((await read(0, 8 * MiB, { from: full })).equals(content.subarray(0, 8 * MiB))).toBe(true);
  });
