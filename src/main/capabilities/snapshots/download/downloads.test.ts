import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UploadLake } from "../../../../../tests/fixtures/upload-lake.ts";
import { expectedDetails, factsOf } from "../../../../../tests/fixtures/object-details.ts";
import { storeWith } from "../../../../../tests/fixtures/store-with.ts";
import type { Job } from "../../../../shared/contract/activity.ts";
import type { DownloadTarget } from "../../../../shared/contract/snapshots.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ObjectDetails } from "../../../lake/object-details.ts";
import type { Lake, ObjectStore, ReadOptions } from "../../../lake/ports.ts";
import { Jobs } from "../../activity/index.ts";
import { DownloadsService } from "./downloads-service.ts";

let world: UploadLake;
let jobs: Jobs;
let lake: Lake;
let downloads: DownloadsService;
let announce: (open: readonly Lake[]) => void;
let folder: string;

beforeEach(async () => {
  world = await UploadLake.open();
  folder = join(world.home, "taken");
  await mkdir(folder);
  start(world.lake);
});
afterEach(async () => {
  await downloads.close();
  await jobs.close();
  await world.dispose();
});

/** The app, over a lake whose store may fail. */
function start(over: Lake): void {
  lake = over;
  jobs = new Jobs();
  downloads = new DownloadsService({
    database: world.database,
    jobs,
    lakes: {
      get: () => lake,
      onChange(listener) {
        announce = listener;
        listener([lake]);
        return () => undefined;
      },
    },
    host: {
      paths: { userData: world.home, cache: world.home, temp: world.home, resources: world.home, programs: world.home },
      offerDownload: ({ path, name }) => ({ url: `offered:${path}?${name}` }),
    },
  });
}

function withStore(changed: Partial<ObjectStore>, details?: Partial<ObjectDetails>): Lake {
  const objects = storeWith(world.lake.objects, changed);
  return { ...world.lake, objects, ...(details ? { details: expectedDetails(details) } : {}) };
}

async function ended(): Promise<Job> {
  for await (const [job] of jobs.follow()) if (job && job.state !== "running") return job;
  throw new Error("the jobs ended");
}

async function download(paths: string[], target: DownloadTarget = { kind: "folder", path: folder }): Promise<Job> {
  await downloads.download({ lakeId: lake.id, zoneId: "raw", paths, target });
  return ended();
}

const taken = async () => (await readdir(folder, { recursive: true })).toSorted();
/** Three pieces and a bit. */
const large = Buffer.alloc(25_000_000, "0123456789abcdef~");

describe("a download", () => {
  it("brings objects and folders as they are, with their times, and leaves nothing else", async () => {
    await world.existing("flights/2001/a.csv", "a");
    await world.existing("flights/b.csv", "");
    await world.existing("top.csv", "top");
    const old = new Date("2020-02-02T02:02:02Z");
    await utimes(join(world.home, "lake/raw/top.csv"), old, old);
    const job = await download(["flights/", "top.csv"]);
    expect(job).toMatchObject({ state: "done", progress: { done: 4, total: 4, unit: "bytes" }, warnings: [] });
    expect(await taken()).toEqual(["flights", "flights/2001", "flights/2001/a.csv", "flights/b.csv", "top.csv"]);
    expect(await readFile(join(folder, "flights/2001/a.csv"), "utf8")).toBe("a");
    expect((await stat(join(folder, "top.csv"))).mtime).toEqual(old);
    const [event] = await world.events();
    expect(event).toMatchObject({ kind: "snapshots.downloaded", data: { objects: 3, bytes: 4 } });
    expect(JSON.stringify(event)).not.toContain(folder);
  });

  it("takes what is there already as brought, and replaces nothing that differs", async () => {
    await world.existing("top.csv", "top");
    await download(["top.csv"]);
    await download(["top.csv"]);
    expect(await taken()).toEqual(["top.csv"]);
    await writeFile(join(folder, "top.csv"), "mine");
    expect(await download(["top.csv"])).toMatchObject({ state: "done" });
    expect(await taken()).toEqual(["top (2).csv", "top.csv"]);
    expect(await readFile(join(folder, "top.csv"), "utf8")).toBe("mine");
  });

  it("replaces the file that the person chose by its name, once all has come", async () => {
    await world.existing("top.csv", "top");
    const path = join(folder, "chosen.csv");
    await writeFile(path, "old");
    const job = await download(["top.csv"], { kind: "file", path });
    expect(job).toMatchObject({ state: "done", outcome: { kind: "file", path } });
    expect(await taken()).toEqual(["chosen.csv"]);
    expect(await readFile(path, "utf8")).toBe("top");
  });

  it("is offered to the browser where there is no other place", async () => {
    await world.existing("top.csv", "top");
    const { outcome } = await download(["top.csv"], { kind: "browser" });
    const url = outcome?.kind === "download" ? outcome.url : "";
    const [, path = ""] = /^offered:(.+)\?top\.csv$/.exec(url) ?? [];
    expect(await readFile(path, "utf8")).toBe("top");
  });

  it("says what is wrong with a place before anything is fetched", async () => {
    await world.existing("top.csv", "top");
    const wrong: DownloadTarget[] = [
      { kind: "folder", path: "relative" },
      { kind: "folder", path: join(folder, "missing") },
      { kind: "file", path: folder },
    ];
    for (const target of wrong)
      await expect(download(["top.csv"], target)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(download(["a/"], { kind: "browser" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(await download(["missing.csv"])).toMatchObject({ state: "failed", error: { code: "NOT_FOUND" } });
  });

  it("tells what could not be brought, and brings the rest", async () => {
    await world.existing("a.csv", "a");
    await world.existing("b/c.csv", "c");
    await writeFile(join(folder, "b"), "in the way");
    const job = await download(["a.csv", "b/"]);
    expect(job).toMatchObject({ state: "done", warnings: [expect.stringContaining("c.csv") as unknown] });
    expect(await readFile(join(folder, "b"), "utf8")).toBe("in the way");
  });
});

/** Counts what is read, and fails reads that begin behind `good` bytes. */
function failingBehind(good: number, error: () => Error): { ranges: number[]; store: Partial<ObjectStore> } {
  const ranges: number[] = [];
  return {
    ranges,
    store: {
      async *read(key: string, options: ReadOptions) {
        const from = options.range?.start ?? 0;
        if (from >= good) throw error();
        ranges.push(from);
        yield* world.lake.objects.read(key, options);
      },
    },
  };
}

const away = () => new AppError("UNAVAILABLE", "The network is away.", { retryable: true });
const signedOut = () => new AppError("AUTH_REQUIRED", "The session has expired.", { retryable: true });

describe("a download that broke off", () => {
  beforeEach(() => world.existing("large.bin", large.toString("latin1")));

  it("goes on with the pieces that are missing when the next run of the app opens the lake", async () => {
    start(withStore(failingBehind(16_000_000, away).store));
    expect(await download(["large.bin"])).toMatchObject({ state: "failed", error: { code: "UNAVAILABLE" } });
    expect(await taken()).not.toContain("large.bin");
    const { ranges, store } = failingBehind(Infinity, away);
    start(withStore(store));
    expect(await ended()).toMatchObject({ state: "done", progress: { done: large.length, total: large.length } });
    expect(ranges.length).toBeGreaterThan(0);
    expect(Math.min(...ranges)).toBeGreaterThan(0);
    expect(await taken()).toEqual(["large.bin"]);
    expect(large.equals(await readFile(join(folder, "large.bin")))).toBe(true);
  });

  it("goes on once the person has signed in", async () => {
    const { store } = failingBehind(0, signedOut);
    const opened = withStore(store);
    start(opened);
    expect(await download(["large.bin"])).toMatchObject({ error: { code: "AUTH_REQUIRED" } });
    Object.assign(store, { read: world.lake.objects.read.bind(world.lake.objects) });
    downloads.signedIn(["another"]);
    downloads.signedIn([lake.id]);
    for await (const list of jobs.follow()) if (list.some(({ state }) => state === "done")) break;
    expect(await taken()).toEqual(["large.bin"]);
  });

  it("fetches pieces anew whose bytes are not those that came", async () => {
    start(withStore(failingBehind(16_000_000, away).store));
    await download(["large.bin"]);
    const part = (await taken()).find((name) => name.endsWith(".part")) ?? "";
    const bytes = await readFile(join(folder, part));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    await writeFile(join(folder, part), bytes);
    start(world.lake);
    expect(await ended()).toMatchObject({ state: "done" });
    expect(large.equals(await readFile(join(folder, "large.bin")))).toBe(true);
  });

  it("begins anew when the object was changed meanwhile", async () => {
    start(withStore(failingBehind(16_000_000, away).store));
    await download(["large.bin"]);
    const now = Buffer.alloc(large.length, "changed");
    await world.existing("large.bin", now.toString("latin1"));
    start(world.lake);
    expect(await ended()).toMatchObject({ state: "done" });
    expect(now.equals(await readFile(join(folder, "large.bin")))).toBe(true);
  });

  it("is over, with nothing left, when the person cancels it", async () => {
    const begun = Promise.withResolvers<void>();
    const hanging: Partial<ObjectStore> = {
      async *read(_key, { signal }) {
        yield Buffer.alloc(0);
        begun.resolve();
        await new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new AppError("CANCELLED", "x"))),
        );
      },
    };
    start(withStore(hanging));
    const { jobId } = await downloads.download({
      lakeId: lake.id,
      zoneId: "raw",
      paths: ["large.bin"],
      target: { kind: "folder", path: folder },
    });
    await begun.promise;
    jobs.cancel(jobId);
    expect(await ended()).toMatchObject({ state: "cancelled" });
    expect(await taken()).toEqual([]);
    start(world.lake);
    announce([lake]);
    for await (const list of jobs.follow()) {
      expect(list).toEqual([]);
      break;
    }
  });
});

describe("content that does not fit the checksum of the store", () => {
  const md5 = "0123456789abcdef0123456789abcdef";
  const withEtag = (read: ObjectStore["read"]): Partial<ObjectStore> => ({
    async stat(key, options) {
      const entry = await world.lake.objects.stat(key, options);
      return entry.kind === "object" ? { ...entry, etag: md5 } : entry;
    },
    read,
  });
  const encryptedBy = (kind: "none" | "kms"): Partial<ObjectDetails> => ({
    describe: async () => factsOf(kind === "kms" ? { kind, keyId: null } : { kind }),
  });
  beforeEach(() => world.existing("a.csv", "abc"));

  it("fails when it comes differently each time", async () => {
    let reads = 0;
    const read = async function* () {
      reads += 1;
      yield Buffer.from(`ab${reads}`);
    };
    start(withStore(withEtag(read), encryptedBy("none")));
    expect(await download(["a.csv"])).toMatchObject({ state: "failed", error: { code: "DAMAGED" } });
    expect(await taken()).not.toContain("a.csv");
  });

  it("is taken where the etag is no MD5: with KMS, or when the same comes twice", async () => {
    for (const kind of ["none", "kms"] as const) {
      let reads = 0;
      const read = async function* () {
        reads += 1;
        yield Buffer.from("abc");
      };
      start(withStore(withEtag(read), encryptedBy(kind)));
      expect(await download(["a.csv"])).toMatchObject({ state: "done" });
      expect(reads).toBe(kind === "kms" ? 1 : 2);
      await rm(join(folder, "a.csv"));
    }
  });
});
