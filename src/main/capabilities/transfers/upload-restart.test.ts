import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { UploadLake, type UploadLakeOptions } from "../../../../tests/fixtures/upload-lake.ts";
import type { ObjectStore, WriteOptions } from "../../lake/ports.ts";

let home: string;
let world: UploadLake;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "lakeshore-restart-"));
});
afterEach(() => world.dispose());

const fixture = (name: string) => new URL(`../../../../tests/fixtures/${name}`, import.meta.url).href;

/**
 * Runs an app that uploads, and kills it (SIGKILL) at its first line of output. `body` has `UploadLake`, `home`, `write`
 * (of the real store) and `die()`, which prints and never comes back.
 */
async function killedApp(body: string): Promise<void> {
  const program = `
    import { join } from "node:path";
    const { UploadLake } = await import(${JSON.stringify(fixture("upload-lake.ts"))});
    const home = ${JSON.stringify(home)};
    const die = () => { process.stdout.write("now\\n"); return new Promise(() => setInterval(() => {}, 1000)); };
    const { storeWith } = await import(${JSON.stringify(fixture("store-with.ts"))});
    const wrapping = (write) => (store) => storeWith(store, { write: (...args) => write(store, ...args) });
    ${body}
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  for await (const _line of createInterface({ input: child.stdout })) break;
  child.kill("SIGKILL");
  await exited;
}

async function sources(count: number): Promise<string[]> {
  world = await UploadLake.open({ home });
  const paths = [];
  for (let index = 0; index < count; index += 1) paths.push(await world.source(`${index}.csv`, `content ${index}`));
  await world.close();
  return paths;
}

describe("an app that is killed", () => {
  it("goes on after its restart where it stopped: what is stored is not sent again", async () => {
    const paths = await sources(12);
    await killedApp(`
      let begun = 0;
      let written = 0;
      const five = Promise.withResolvers();
      const world = await UploadLake.open({ home, wrap: wrapping(async (store, key, body, options) => {
        if (!key.startsWith("raw/")) return store.write(key, body, options);
        if (begun === 5) {
          const half = async function* () { yield new Uint8Array(3); await five.promise; await die(); };
          return store.write(key, half(), options);
        }
        begun += 1;
        const stored = await store.write(key, body, options);
        written += 1;
        if (written === 5) five.resolve();
        return stored;
      })});
      const { planId } = await world.plan(${JSON.stringify(paths)});
      await world.transfers.start(planId, "keep-both", {});
    `);
    const stored = async (name: string) => (await stat(join(home, "lake/raw", name))).ino;
    world = await UploadLake.open({ home });
    const before = new Map<string, number>();
    for (const name of await world.zone()) before.set(name, await stored(name));
    expect(before.size).toBeGreaterThanOrEqual(5);
    expect(await world.partials()).toEqual([]);
    const [paused] = await firstUploads();
    expect(paused).toMatchObject({ state: "paused", filesFailed: 0, error: { retryable: true } });
    await world.transfers.retry(paused?.id ?? "", null);
    expect(await world.ended(paused?.id ?? "")).toMatchObject({ state: "done", filesDone: 12 });
    expect(await world.zone()).toHaveLength(12);
    for (const [name, inode] of before) expect(await stored(name)).toBe(inode);
    expect(await world.stored("11.csv")).toBe("content 11");
    // What the killed app had written down is told when the lake is opened again, the rest when it is done.
    expect((await world.events()).reduce((sum, { data }) => sum + Number(data["stored"]), 0)).toBe(12);
  });

  it("gives the store back what it had kept of a file that was under way", async () => {
    const paths = await sources(1);
    await killedApp(`
      const world = await UploadLake.open({ home, wrap: wrapping(async (store, key, body, options) => {
        if (!key.startsWith("raw/")) return store.write(key, body, options);
        options.resumable.onState("kept by the store");
        await die();
      })});
      const { planId } = await world.plan(${JSON.stringify(paths)});
      await world.transfers.start(planId, "keep-both", {});
    `);
    const seen: unknown[] = [];
    const write: ObjectStore["write"] = async (key, body, options) => {
      if (key.startsWith("raw/")) {
        seen.push(options.resumable?.state);
        const piece = Buffer.alloc(5);
        await options.resumable?.read(2, piece, options.signal);
        seen.push(piece.toString());
      }
      return whole.write(key, body, options);
    };
    let whole: ObjectStore;
    world = await UploadLake.open({
      home,
      wrap: (store) => {
        whole = store;
        return storeWith(store, { write });
      },
    });
    const [paused] = await firstUploads();
    await world.transfers.retry(paused?.id ?? "", null);
    expect(await world.ended(paused?.id ?? "")).toMatchObject({ state: "done", filesDone: 1 });
    expect(seen).toEqual(["kept by the store", "content 0".slice(2, 7)]);
  });

  it("finds a file that was stored just before, under whatever name, and does not store it twice", async () => {
    const paths = await sources(1);
    world = await UploadLake.open({ home });
    await world.existing("0.csv", "was there before");
    await world.close();
    await killedApp(`
      const world = await UploadLake.open({ home, wrap: wrapping(async (store, ...args) => {
        await store.write(...args);
        await die();
      })});
      const { planId } = await world.plan(${JSON.stringify(paths)});
      await world.transfers.start(planId, "keep-both", {});
    `);
    world = await UploadLake.open({ home });
    expect(await world.zone()).toEqual(["0 (2).csv", "0.csv"]);
    const [paused] = await firstUploads();
    await world.transfers.retry(paused?.id ?? "", null);
    const done = await world.ended(paused?.id ?? "");
    expect(done).toMatchObject({ state: "done", filesDone: 1 });
    expect((await world.items(done.id))[0]).toMatchObject({ storedAs: "0 (2).csv" });
    expect(await world.zone()).toEqual(["0 (2).csv", "0.csv"]);
  });

  it.each([
    ["the bytes that were stored just before are not kept twice", "sent", ["a.csv"]],
    ["other bytes are kept under the next name", "more", ["a (2).csv", "a.csv"]],
  ])("asks the browser again, and %s", async (_, again, expected) => {
    await sources(0);
    await killedApp(`
      const acceptUpload = (receive) => {
        const body = async function* () { yield Buffer.from("sent"); };
        setImmediate(() => receive(body(), new AbortController().signal));
        return { url: "/uploads/x", close() {} };
      };
      const world = await UploadLake.open({ home, acceptUpload, wrap: wrapping(async (store, ...args) => {
        await store.write(...args);
        await die();
      })});
      const { planId } = await world.planStreams([{ relativePath: "a.csv", size: 4 }]);
      await world.transfers.start(planId, "keep-both", {});
    `);
    const acceptUpload: UploadLakeOptions["acceptUpload"] = (receive) => {
      const body = async function* () {
        for (const character of again) yield Buffer.from(character);
      };
      setImmediate(() => void receive(body(), new AbortController().signal));
      return { url: "/uploads/x", close: () => undefined };
    };
    world = await UploadLake.open({ home, acceptUpload });
    const [failed] = await firstUploads();
    await world.transfers.retry(failed?.id ?? "", null);
    expect(await world.ended(failed?.id ?? "")).toMatchObject({ state: "done", filesDone: 1 });
    expect(await world.zone()).toEqual(expected);
    expect(await world.partials()).toEqual([]);
  });

  it("does not send a file that was changed in between", async () => {
    const paths = await sources(2);
    await killedApp(`
      const world = await UploadLake.open({ home, wrap: wrapping(() => die()) });
      const { planId } = await world.plan(${JSON.stringify(paths)});
      await world.transfers.start(planId, "skip", {});
    `);
    await writeFile(paths[1] ?? "", "changed since");
    world = await UploadLake.open({ home });
    const [paused] = await firstUploads();
    await world.transfers.retry(paused?.id ?? "", null);
    const failed = await world.ended(paused?.id ?? "");
    expect(failed).toMatchObject({ state: "failed", filesDone: 1, filesFailed: 1 });
    expect(failed.items[0]?.error?.code).toBe("CHANGED_WHILE_READING");
    expect(await world.zone()).toEqual(["0.csv"]);
  });

  it("says that what the browser was sending has to be dropped again", async () => {
    await sources(0);
    await killedApp(`
      const world = await UploadLake.open({ home, acceptUpload: () => ({ url: "/uploads/x", close() {} }) });
      const { planId } = await world.planStreams([{ relativePath: "a.csv", size: 3 }, { relativePath: "b.csv", size: 3 }]);
      const { id } = await world.transfers.start(planId, "skip", {});
      await world.until(id, ({ items }) => items.some(({ state }) => state === "awaiting-bytes"));
      await die();
    `);
    world = await UploadLake.open({ home, acceptUpload: () => ({ url: "/uploads/x", close: () => undefined }) });
    const [failed] = await firstUploads();
    expect(failed).toMatchObject({ state: "failed", filesFailed: 2 });
    expect(failed?.items[0]?.error).toMatchObject({ retryable: false, hint: expect.stringMatching(/drop it again/) });
  });
});

it("pauses uploads when the app is closed in order, and forgets plans and finished ones", async () => {
  const paths = await sources(4);
  world = await UploadLake.open({ home });
  const { id: finished } = await world.transfers.start((await world.plan([paths[0] ?? ""])).planId, "skip", {});
  await world.ended(finished);
  await world.close();
  const writing = Promise.withResolvers<void>();
  const goesOn: unknown[] = [];
  const write: ObjectStore["write"] = async (_key, _body, { signal, resumable }) => {
    writing.resolve();
    if (!signal.aborted) await once(signal, "abort");
    goesOn.push(resumable?.goesOnLater());
    throw signal.reason;
  };
  world = await UploadLake.open({ home, wrap: (store) => storeWith(store, { write }) });
  expect(await firstUploads()).toEqual([]);
  const { planId } = await world.plan(paths.slice(1));
  const { id } = await world.transfers.start(planId, "skip", {});
  await writing.promise;
  await world.close();
  expect(goesOn).toEqual([true, true, true]);
  world = await UploadLake.open({ home });
  expect(await firstUploads()).toMatchObject([{ id, state: "paused", filesDone: 0 }]);
  await world.transfers.retry(id, null);
  await world.ended(id);
  expect(await world.zone()).toEqual(["0.csv", "1.csv", "2.csv", "3.csv"]);
});

it("lets the store give up what a person cancels", async () => {
  const paths = await sources(2);
  const goesOn: unknown[] = [];
  let writing = 0;
  const both = Promise.withResolvers<void>();
  const stuck = async ({ signal, resumable }: WriteOptions) => {
    writing += 1;
    if (writing === 2) both.resolve();
    if (!signal.aborted) await once(signal, "abort");
    goesOn.push(resumable?.goesOnLater());
    throw signal.reason;
  };
  const wrap = (store: ObjectStore) =>
    storeWith(store, {
      write: (...args) => (args[0].startsWith("raw/") ? stuck(args[2]) : store.write(...args)),
    });
  world = await UploadLake.open({ home, wrap });
  const { planId } = await world.plan(paths);
  const { id } = await world.transfers.start(planId, "skip", {});
  await both.promise;
  await world.transfers.cancel(id, "1");
  await world.transfers.cancel(id, null);
  expect(await world.ended(id)).toMatchObject({ state: "cancelled" });
  expect(goesOn).toEqual([false, false]);
});

async function firstUploads() {
  for await (const uploads of world.transfers.watch()) return uploads;
  return [];
}
