import { mkdir, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import type { ObjectStore } from "../../lake/ports.ts";

let world: UploadLake;
afterEach(() => world.dispose());

/** The store, with what it is given to write going through `pass` first. */
function readingThrough(store: ObjectStore, pass: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>) {
  return storeWith(store, { write: (key, body, options) => store.write(key, pass(body), options) });
}

async function start(paths: string[]): Promise<string> {
  const { planId } = await world.plan(paths);
  return (await world.transfers.start(planId, "skip", {})).id;
}

describe("what concerns all files of an upload", () => {
  it("pauses when the lake's folder is gone, and does not make it again", async () => {
    world = await UploadLake.open();
    const source = await world.source("a.csv", "a");
    const { planId } = await world.plan([source]);
    const lake = join(world.home, "lake");
    await rename(lake, `${lake}-unplugged`);
    const { id } = await world.transfers.start(planId, "skip", {});
    expect(await world.ended(id)).toMatchObject({ state: "paused", filesFailed: 0, error: { code: "UNAVAILABLE" } });
    await expect(stat(lake)).rejects.toThrow("ENOENT");
    await rename(`${lake}-unplugged`, lake);
    await world.transfers.retry(id, null);
    expect(await world.ended(id)).toMatchObject({ state: "done" });
    expect(await world.stored("a.csv")).toBe("a");
  });

  it("says that it is not recorded when the journal cannot be written", async () => {
    world = await UploadLake.open();
    await mkdir(join(world.home, "lake/.lakeshore"), { recursive: true });
    await writeFile(join(world.home, "lake/.lakeshore/journal"), "not a folder");
    const id = await start([await world.source("a.csv", "a")]);
    const done = await world.ended(id);
    expect(done).toMatchObject({ state: "done", filesDone: 1 });
    expect(done.warnings).toEqual([expect.stringMatching(/journal could not be written/)]);
    expect(await world.stored("a.csv")).toBe("a");
  });
});

describe("while files move", () => {
  it("shows nothing under its final name before it is whole, and nothing of what is cancelled", async () => {
    const gate = Promise.withResolvers<void>();
    const half = Promise.withResolvers<void>();
    world = await UploadLake.open({
      wrap: (store) =>
        readingThrough(store, async function* (body) {
          for await (const chunk of body) {
            yield chunk;
            half.resolve();
            await gate.promise;
          }
        }),
    });
    const sources = [];
    for (let index = 0; index < 10; index += 1) sources.push(await world.source(`${index}.bin`, Buffer.alloc(600_000)));
    const id = await start(sources);
    await half.promise;
    const moving = await world.until(id, ({ items }) => items.length === 3);
    expect(moving.items.map(({ state }) => state)).toEqual(["running", "running", "running"]);
    expect(await world.zone()).toEqual([]);
    const cancelling = world.transfers.cancel(id, null);
    gate.resolve();
    await cancelling;
    expect(await world.ended(id)).toMatchObject({ state: "cancelled", filesDone: 0, filesFailed: 0 });
    expect(await world.zone()).toEqual([]);
    expect(await world.partials()).toEqual([]);
    expect((await world.items(id)).every(({ state }) => state === "cancelled")).toBe(true);
    await world.transfers.retry(id, "4");
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 1 });
    expect(await world.zone()).toEqual(["3.bin"]);
  });

  it("reads a file that changes half-way to no end: nothing of it is stored", async () => {
    world = await UploadLake.open({
      wrap: (store) =>
        readingThrough(store, async function* (body) {
          for await (const chunk of body) {
            await writeFile(join(world.home, "from/a.bin"), Buffer.alloc(700_000, 2));
            yield chunk;
          }
        }),
    });
    const id = await start([await world.source("a.bin", Buffer.alloc(700_000, 1))]);
    expect((await world.ended(id)).items[0]?.error).toMatchObject({ code: "CHANGED_WHILE_READING", retryable: true });
    expect(await world.zone()).toEqual([]);
    expect(await world.partials()).toEqual([]);
  });

  it("holds a few chunks of a large file in memory, and reads no faster than it is stored", async () => {
    let taken = 0;
    let given = 0;
    let mostAhead = 0;
    world = await UploadLake.open({
      wrap: (store) =>
        readingThrough(store, async function* (body) {
          for await (const chunk of body) {
            given += chunk.byteLength;
            mostAhead = Math.max(mostAhead, given - taken);
            yield chunk;
            taken += chunk.byteLength;
          }
        }),
    });
    const path = await world.source("large.bin", "");
    await truncate(path, 400_000_000);
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    const id = await start([path]);
    for await (const uploads of world.transfers.watch()) {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
      if (uploads.find((upload) => upload.id === id)?.state !== "running") break;
    }
    expect(await world.ended(id)).toMatchObject({ state: "done", bytesDone: 400_000_000 });
    expect(mostAhead).toBeLessThanOrEqual(256 * 1024);
    expect(peak).toBeLessThan(100_000_000);
    expect((await stat(join(world.home, "lake/raw/large.bin"))).size).toBe(400_000_000);
  });

  it("shows at most 200 items, and pages all of them", async () => {
    world = await UploadLake.open();
    const sources = [];
    for (let index = 0; index < 250; index += 1) sources.push(await world.source(`${index}.csv`, "x"));
    const { planId } = await world.plan(sources);
    for (const source of sources) await rm(source);
    const { id } = await world.transfers.start(planId, "skip", {});
    const failed = await world.ended(id);
    expect(failed).toMatchObject({ state: "failed", filesFailed: 250 });
    expect(failed.items).toHaveLength(200);
    const first = await world.transfers.items(id, null, 200);
    const second = await world.transfers.items(id, first.next, 200);
    expect([first.items.length, second.items.length, second.next]).toEqual([200, 50, null]);
    await world.transfers.clearFinished();
    await expect(world.transfers.items(id, null, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("small files", () => {
  it("are sent many at a time, each with one call to the store where the plan saw its name free", async () => {
    const calls: string[] = [];
    const crowd = Promise.withResolvers<void>();
    world = await UploadLake.open({
      wrap: (store) =>
        storeWith(store, {
          async write(key, body, options) {
            if (!key.startsWith("raw/")) return store.write(key, body, options);
            calls.push(`write ${key}`);
            if (calls.length === 16) crowd.resolve();
            await crowd.promise;
            return store.write(key, body, options);
          },
          stat(key, options) {
            if (calls.length > 0) calls.push(`stat ${key}`);
            return store.stat(key, options);
          },
        }),
    });
    const sources = [];
    for (let index = 0; index < 20; index += 1) sources.push(await world.source(`${index}.bin`));
    const id = await start(sources);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 20 });
    expect(calls.filter((call) => call.includes(" raw/")).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, index) => `write raw/${index}.bin`).toSorted(),
    );
  });
});
