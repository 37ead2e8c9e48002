import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { type TemporaryStore, temporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import type { ListingView } from "../../../shared/contract/zones.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import { Listing } from "./listing.ts";

const byName: ListingView = { sort: [{ field: "name", descending: false }], filter: "" };
const within = { timeout: 15_000, interval: 50 };

let temporary: TemporaryStore;
let closing: AbortController;
let running: Promise<void> = Promise.resolve();

beforeEach(async () => {
  temporary = await temporaryStore();
  await mkdir(join(temporary.root, "raw"));
  closing = new AbortController();
});
afterEach(async () => {
  closing.abort();
  await running;
  await temporary.dispose();
});

const write = (name: string, text = "x") => writeFile(join(temporary.root, "raw", name), text);

async function open(store: ObjectStore = temporary.store): Promise<Listing> {
  const listing = new Listing(store, "raw/", "", new Map(), closing.signal);
  running = listing.run();
  for await (const { complete } of listing.state.follow(closing.signal)) if (complete) break;
  return listing;
}

async function names(listing: Listing, view = byName): Promise<string[]> {
  return (await listing.rows(view, 0, 1000)).rows.map(({ name }) => name);
}

describe("a listing", () => {
  it("counts what is in the folder, folders first and numbers as people count", async () => {
    for (const name of ["b10.csv", "b9.csv", "a.csv"]) await write(name, name);
    await mkdir(join(temporary.root, "raw/z"));
    const listing = await open();
    expect(listing.state.value).toMatchObject({ count: 4, folders: 1, bytes: 18, complete: true, problem: null });
    expect(await names(listing)).toEqual(["z", "a.csv", "b9.csv", "b10.csv"]);
  });

  it("filters by parts and by patterns of the name, whatever the case", async () => {
    for (const name of ["Sales.csv", "sales.parquet", "wind 🌊.csv"]) await write(name);
    const listing = await open();
    expect(await names(listing, { ...byName, filter: "SALES" })).toEqual(["Sales.csv", "sales.parquet"]);
    expect(await names(listing, { ...byName, filter: "*.csv" })).toEqual(["Sales.csv", "wind 🌊.csv"]);
    expect(await names(listing, { ...byName, filter: "wind ?.csv" })).toEqual(["wind 🌊.csv"]);
    expect(await names(listing, { ...byName, filter: "[" })).toEqual([]);
  });

  if (runsOn(["linux", "darwin"], "what needs names that Windows cannot have"))
    it("filters names of several lines as others", async () => {
      for (const name of ["line\nbreak.csv", "line\nbreak.txt"]) await write(name);
      expect(await names(await open(), { ...byName, filter: "l*.csv" })).toEqual(["line\nbreak.csv"]);
    });

  it("shows how many rows an object has where that is known of just this version, and sorts by it", async () => {
    for (const name of ["a.csv", "b.csv", "c.csv"]) await write(name);
    const listing = await open();
    const versionOf = async (name: string) => {
      const { size, mtimeMs } = await stat(join(temporary.root, "raw", name));
      return { size, modified: mtimeMs };
    };
    const { revision } = listing.state.value;
    listing.learnRows("a.csv", { ...(await versionOf("a.csv")), rows: 7 });
    listing.learnRows("b.csv", { ...(await versionOf("b.csv")), rows: 12 });
    listing.learnRows("c.csv", { ...(await versionOf("c.csv")), size: 99, rows: 3 });
    expect(listing.state.value.revision).toBeGreaterThan(revision);
    const view: ListingView = { sort: [{ field: "rows", descending: true }], filter: "" };
    const { rows } = await listing.rows(view, 0, 10);
    expect(rows.map((row) => [row.name, row.rows])).toEqual([
      ["b.csv", 12],
      ["a.csv", 7],
      ["c.csv", null],
    ]);
  });

  it("follows what others add, change and remove", async () => {
    await write("old.csv");
    const listing = await open();
    await vi.waitFor(() => expect(listing.state.value.live).toBe("watching"), within);
    await write("new.csv", "12345");
    await vi.waitFor(() => expect(listing.state.value).toMatchObject({ count: 2, bytes: 6 }), within);
    await rm(join(temporary.root, "raw/old.csv"));
    await vi.waitFor(async () => expect(await names(listing)).toEqual(["new.csv"]), within);
    await rename(join(temporary.root, "raw/new.csv"), join(temporary.root, "raw/NEW.csv"));
    await vi.waitFor(async () => expect(await names(listing)).toEqual(["NEW.csv"]), within);
    expect(listing.state.value).toMatchObject({ count: 1, bytes: 5 });
  });

  if (runsOn(["linux"], "what needs names that are not Unicode"))
    it("goes on following after a file whose name is not UTF-8", async () => {
      const listing = await open();
      await vi.waitFor(() => expect(listing.state.value.live).toBe("watching"), within);
      await writeFile(Buffer.concat([Buffer.from(join(temporary.root, "raw/")), Buffer.from([0x66, 0xfc])]), "x");
      await vi.waitFor(() => expect(listing.state.value.count).toBe(1), within);
      await write("new.csv");
      await vi.waitFor(() => expect(listing.state.value).toMatchObject({ count: 2, live: "watching" }), within);
    });

  it("says when the folder is gone, keeps showing what was there, and mends itself when it is back", async () => {
    await write("a.csv");
    const listing = await open();
    await rename(join(temporary.root, "raw"), join(temporary.root, "away"));
    await vi.waitFor(() => expect(listing.state.value.problem).not.toBeNull(), within);
    expect(await names(listing)).toEqual(["a.csv"]);
    await rename(join(temporary.root, "away"), join(temporary.root, "raw"));
    await write("b.csv");
    await vi.waitFor(async () => expect(await names(listing)).toEqual(["a.csv", "b.csv"]), within);
    expect(listing.state.value).toMatchObject({ problem: null, live: "watching" });
  });

  it("has an entry once that comes while the folder is being listed", async () => {
    await write("new.csv");
    const told = Promise.withResolvers<void>();
    let lists = 0;
    const store = storeWith(temporary.store, {
      async *list(prefix, options) {
        lists += 1;
        if (lists > 1) {
          await told.promise;
          for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        }
        yield* temporary.store.list(prefix, options);
      },
      async *watch(_prefix, { onMode }) {
        onMode("watching");
        told.resolve();
        yield { keys: ["raw/new.csv"] };
      },
    });
    const listing = await open(store);
    await running;
    expect(listing.state.value.count).toBe(1);
    expect(await names(listing)).toEqual(["new.csv"]);
  });

  it("shows a first page, and is listed whole when changes are noticed, so that none is missed", async () => {
    const order: string[] = [];
    const store = storeWith(temporary.store, {
      async *list(prefix, options) {
        order.push("list");
        yield* temporary.store.list(prefix, options);
      },
      async *watch(_prefix, { onMode }) {
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        order.push("watch");
        onMode("watching");
        yield { keys: [] };
      },
    });
    await open(store);
    expect(order).toEqual(["list", "watch", "list"]);
  });

  it("shows the rows of its first page until the whole listing has as many", async () => {
    for (const name of ["a.csv", "b.csv", "c.csv"]) await write(name);
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let lists = 0;
    const store = storeWith(temporary.store, {
      async *list(prefix, options) {
        lists += 1;
        const isWhole = lists > 1;
        for await (const page of temporary.store.list(prefix, options)) {
          if (!isWhole) yield page;
          else
            for (const entry of page.toReversed()) {
              yield [entry];
              reached.resolve();
              await goOn.promise;
            }
        }
      },
      async *watch(_prefix, { onMode, signal }) {
        onMode("watching");
        yield { keys: [] };
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    const listing = new Listing(store, "raw/", "", new Map(), closing.signal);
    running = listing.run();
    for await (const { count } of listing.state.follow(closing.signal)) if (count > 0) break;
    expect(await names(listing)).toEqual(["a.csv", "b.csv", "c.csv"]);
    await reached.promise;
    expect(await names(listing)).toEqual(["a.csv", "b.csv", "c.csv"]);
    goOn.resolve();
    for await (const { complete } of listing.state.follow(closing.signal)) if (complete) break;
    expect(await names(listing)).toEqual(["a.csv", "b.csv", "c.csv"]);
  });

  it("orders what it lists anew by itself, not by the places that its first page had", async () => {
    // No time passes, so that no growth is told after the first page.
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    vi.advanceTimersByTime(1);
    const entries = ["a.csv", "b.csv", "c.csv", "d.csv"].map((name) => {
      return { kind: "object", key: `raw/${name}`, size: 1, modified: 1, etag: "" } as const;
    });
    const [a, b, c, d] = entries;
    if (!a || !b || !c || !d) throw new Error("no entries");
    const asked = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let lists = 0;
    const store = storeWith(temporary.store, {
      async *list() {
        lists += 1;
        if (lists === 1) return yield [a, b];
        await asked.promise;
        yield [d, c];
        reached.resolve();
        await goOn.promise;
        yield [b, a];
      },
      async *watch(_prefix, { onMode }) {
        onMode("watching");
        yield { keys: [] };
      },
    });
    const listing = new Listing(store, "raw/", "", new Map(), closing.signal);
    running = listing.run();
    for await (const { live } of listing.state.follow(closing.signal)) if (live === "watching") break;
    const backwards: ListingView = { sort: [{ field: "name", descending: true }], filter: "" };
    expect(await names(listing, backwards)).toEqual(["b.csv", "a.csv"]);
    asked.resolve();
    await reached.promise;
    expect(await names(listing, backwards)).toEqual(["d.csv", "c.csv"]);
    goOn.resolve();
    await running;
    expect(await names(listing)).toEqual(["a.csv", "b.csv", "c.csv", "d.csv"]);
  });

  it("ends at once while it waits for its first rows to be asked for, and leaves no timer", async () => {
    await write("a.csv");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const listing = new Listing(temporary.store, "raw/", "", new Map(), closing.signal);
    running = listing.run();
    for await (const { count } of listing.state.follow(closing.signal)) if (count > 0) break;
    expect(vi.getTimerCount()).toBe(1);
    closing.abort();
    await running;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is listed where it cannot be followed", async () => {
    await write("a.csv");
    const store = storeWith(temporary.store, {
      watch: () => {
        throw new Error("no watching here");
      },
    });
    const listing = await open(store);
    expect(listing.state.value).toMatchObject({ count: 1, live: "off" });
  });

  it("hands out the paths of a view in its order, and refuses too many", async () => {
    for (const name of ["b.csv", "a.csv", "c.txt"]) await write(name);
    const listing = await open();
    expect(await listing.paths({ ...byName, filter: ".csv" }, 0, 10)).toEqual(["a.csv", "b.csv"]);
    expect(await listing.paths({ sort: [{ field: "name", descending: true }], filter: "" }, 0, 2)).toEqual([
      "c.txt",
      "b.csv",
    ]);
  });
});
