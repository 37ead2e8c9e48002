import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { madeLake } from "../../../../tests/fixtures/made-lake.ts";
import { silentKnowledge } from "../../../../tests/fixtures/silent-knowledge.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import type { InventoryState } from "../../../shared/contract/inventory.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";
import { Jobs } from "../activity/index.ts";
import { Previews } from "../preview/index.ts";
import { InventoryService } from "./inventory-service.ts";

const options = { signal: new AbortController().signal };
const wholeLake = { zoneId: null, prefix: "" };
let app: TemporaryLakes;
let previews: Previews;
let jobs: Jobs;
let inventory: InventoryService;
let folder: string;
let lakeId: string;
/** Paths whose content was read. */
let read: string[];
/** Paths whose description has come. */
let described: string[];
let beforeRead: (path: string) => Promise<void>;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  previews = new Previews(app.lakes, new URL("../../workers/preview-worker.ts", import.meta.url));
  jobs = new Jobs();
  inventory = openInventory();
  read = [];
  described = [];
  beforeRead = async () => {};
  folder = await madeLake(await app.folder(), {
    "raw/airports.csv": "code,city\nBRE,Bremen\nHAM,Hamburg\n",
    "raw/README.md": "# Notes\n",
    "raw/flights/year=2023/a.csv": "id,delay\n1,5\n2,7\n",
    "raw/flights/year=2024/a.csv": "id,delay\n3,5\n4,7\n",
    "raw/daily/sales_2024-01-01.csv": "shop,amount\n1,2.5\n",
    "raw/daily/sales_2024-01-02.csv": "shop,amount\n2,3.5\n",
    "raw/parts/part-00000-0a1b2c3d-aaaa-bbbb-cccc-0123456789ab.csv": "x,y\n1,2\n",
    "raw/parts/part-00001-0a1b2c3d-aaaa-bbbb-cccc-0123456789ab.csv": "x,y\n3,4\n",
  });
  lakeId = (await app.lakes.open(folderPlace(folder), options)).summary.id;
});
afterEach(async () => {
  await inventory.close();
  await jobs.close();
  await previews.close();
  await app.dispose();
});

function openInventory(): InventoryService {
  return new InventoryService({
    lakes: app.lakes,
    jobs,
    knowledge: silentKnowledge,
    sample: async (address, { signal, rows }) => {
      read.push(address.path);
      await beforeRead(address.path);
      const facts = await previews.sample(address, { rows }, signal);
      described.push(address.path);
      return facts;
    },
    keysWorker: new URL("../../workers/keys-worker.ts", import.meta.url),
    semanticsWorker: new URL("../../workers/semantics-worker.ts", import.meta.url),
    indexFolder: join(app.root, "index"),
    onScanned: () => undefined,
  });
}

async function ended(jobId: string) {
  for await (const list of jobs.follow()) {
    const job = list.find(({ id }) => id === jobId);
    if (job && job.state !== "running") return job;
  }
  throw new Error("the jobs have ended");
}

const scan = async (scope: { zoneId: string | null; prefix: string } = wholeLake) =>
  ended(inventory.scan(lakeId, scope));
const shownState = async (isIt: (state: InventoryState) => boolean) => {
  for await (const state of inventory.follow(lakeId, options)) if (isIt(state)) return state;
  return null;
};
const lastScan = async () => (await inventory.growth(lakeId, options)).at(-1);
const all = { states: [], zoneId: null, text: "", start: 0, limit: 100 };
const datasets = async (filter = {}) => (await inventory.datasets(lakeId, { ...all, ...filter }, options)).datasets;
const dataset = async (path: string) => {
  const found = (await datasets()).find((one) => one.path === path);
  if (!found) throw new Error(`no dataset ${path}`);
  return found;
};
const oddOnes = async () => (await inventory.oddOnes(lakeId, 0, 100, options)).oddOnes;

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function register(path: string) {
  const { id, fingerprint } = await dataset(path);
  return ended(inventory.apply(lakeId, [{ id, fingerprint }]));
}

it("groups what is in a lake into datasets, whoever put it there", async () => {
  expect(await scan()).toMatchObject({ state: "done", warnings: [] });
  expect((await datasets()).map(({ path, kind, state, columns }) => ({ path, kind, state, columns }))).toEqual([
    { path: "airports.csv", kind: "file", state: "new", columns: 2 },
    { path: "daily/", kind: "series", state: "new", columns: 2 },
    { path: "flights/", kind: "partitions", state: "new", columns: 3 },
    { path: "parts/", kind: "parts", state: "new", columns: 2 },
  ]);
});

it("takes a folder with one part in it for a dataset of the folder's name", async () => {
  await write("raw/reports/delays/part-0.csv", "month,delay\n1,5\n");
  await write("raw/reports/delays/_SUCCESS", "");
  await write("raw/reports/strikes/part-00000-0a1b2c3d-aaaa-bbbb-cccc-0123456789ab-c000.csv", "id\n1\n");
  await write("raw/reports/notes/notes.csv", "id\n1\n");
  await write("raw/nested/part-0.csv", "id\n1\n");
  await write("raw/nested/below/other.csv", "id\n1\n");
  await scan();
  const found = (await datasets({ text: "reports/" })).map(({ path, kind, objects }) => [path, kind, objects]);
  expect(found).toEqual([
    ["reports/delays/", "parts", 1],
    ["reports/notes/notes.csv", "file", 1],
    ["reports/strikes/", "parts", 1],
  ]);
  // What is below would be in it too.
  expect((await datasets({ text: "nested/" })).map(({ path }) => path)).toEqual([
    "nested/below/other.csv",
    "nested/part-0.csv",
  ]);
  const ids = await Promise.all(["reports/delays/", "reports/strikes/"].map(async (path) => (await dataset(path)).id));
  const plans = await inventory.plan(lakeId, ids, options);
  expect(plans.map(({ table }) => table?.name)).toEqual(["delays", "strikes"]);
});

it("knows a table of the only part of a folder", async () => {
  await write("raw/delays/part-0.csv", "month,delay\n1,5\n");
  await scan();
  const [plan] = await inventory.plan(lakeId, [(await dataset("delays/")).id], options);
  const { tables } = app.lakes.get(lakeId);
  if (!plan?.table) throw new Error("no table is planned");
  await tables.put({ ...plan.table, location: "delays/part-0.csv" }, null, options);
  await inventory.settled(lakeId);
  expect(await dataset("delays/")).toMatchObject({ state: "known", tableName: "delays" });
  await write("raw/delays/part-1.csv", "month,delay\n2,6\n");
  await scan();
  expect(await dataset("delays/")).toMatchObject({ state: "new", tableName: null });
});

it("writes and reads nothing again of what is as it was", async () => {
  await scan();
  expect(await lastScan()).toMatchObject({ objects: 8, added: 8, changed: 0, removed: 0, datasets: 4 });
  read = [];
  await scan();
  expect(await lastScan()).toMatchObject({ objects: 8, added: 0, changed: 0, removed: 0, datasets: 4 });
  expect(read).toEqual([]);
});

it("takes in what was added, changed and removed, and reads just the datasets that this touches", async () => {
  await scan();
  read = [];
  await write("raw/airports.csv", "code,city,country\nBRE,Bremen,DE\n");
  await write("raw/flights/year=2025/a.csv", "id,delay\n5,1\n");
  await rm(join(folder, "raw/parts"), { recursive: true });
  await scan();
  expect(await lastScan()).toMatchObject({ objects: 7, added: 1, changed: 1, removed: 2, datasets: 3 });
  expect(read.toSorted()).toEqual(["airports.csv", "flights/"]);
  expect((await dataset("airports.csv")).columns).toBe(3);
});

it("scans one folder and leaves the rest as it is known", async () => {
  await scan();
  await write("raw/flights/year=2025/a.csv", "id,delay\n5,1\n");
  await rm(join(folder, "raw/airports.csv"));
  await scan({ zoneId: "raw", prefix: "flights/" });
  expect(await lastScan()).toMatchObject({ prefix: "flights/", objects: 9, added: 1, removed: 0 });
  expect((await inventory.names(lakeId, "airports", 10, options)).map(({ path }) => path)).toEqual(["airports.csv"]);
});

it("refuses a file, a zone that is not there, and a second scan at once", async () => {
  expect(() => inventory.scan(lakeId, { zoneId: "raw", prefix: "airports.csv" })).toThrow(/no folder/);
  expect(() => inventory.scan(lakeId, { zoneId: "nowhere", prefix: "" })).toThrow(/no zone/);
  const first = inventory.scan(lakeId, wholeLake);
  expect(() => inventory.scan(lakeId, wholeLake)).toThrow(/scanned already/);
  await ended(first);
});

it("keeps what it knows while the lake is away, and goes on when it is back", async () => {
  await scan();
  await rename(folder, `${folder}-away`);
  expect(await scan()).toMatchObject({ state: "failed", error: { message: expect.stringContaining(folder) } });
  expect(await datasets()).toHaveLength(4);
  await rename(`${folder}-away`, folder);
  expect(await scan()).toMatchObject({ state: "done" });
  expect(await lastScan()).toMatchObject({ added: 0, removed: 0 });
});

it("goes on after it was cut off, without writing or reading again what it had", async () => {
  const job = inventory.scan(lakeId, wholeLake);
  beforeRead = async (path) => {
    if (path !== "parts/") return;
    await vi.waitFor(() => expect(described).toHaveLength(3), { timeout: 20_000 });
    jobs.cancel(job);
  };
  expect(await ended(job)).toMatchObject({ state: "cancelled" });
  beforeRead = async () => {};
  await inventory.close();
  inventory = openInventory();
  expect(await shownState(({ objects }) => objects > 0)).toMatchObject({
    objects: 8,
    last: null,
    interrupted: { objects: 0, finishedAt: null },
  });
  read = [];
  await scan();
  expect(await lastScan()).toMatchObject({ objects: 8, added: 0, changed: 0, datasets: 4 });
  expect(read).toEqual(["parts/"]);
  expect(await datasets({ states: ["new"] })).toHaveLength(4);
  expect(await shownState(({ last }) => last !== null)).toMatchObject({ interrupted: null });
});

it("finds objects by the words of their paths, and rolls sizes up", async () => {
  await scan();
  const names = await inventory.names(lakeId, "flights 2024", 10, options);
  expect(names.map(({ path }) => path)).toEqual(["flights/year=2024/a.csv"]);
  const lake = await inventory.rollUp(lakeId, null, "", options);
  expect(lake.children).toMatchObject([
    { name: "raw", objects: 8 },
    { name: "trusted", objects: 0 },
    { name: "refined" },
  ]);
  const raw = await inventory.rollUp(lakeId, "raw", "", options);
  expect(raw.children.map(({ name, objects }) => [name, objects])).toContainEqual(["flights/", 2]);
  expect(raw.formats.map(({ name, objects }) => [name, objects])).toEqual([
    ["delimited", 7],
    ["text", 1],
  ]);
  expect(raw.rest).toEqual({ children: 0, objects: 0, bytes: 0 });
  expect(raw.months).toHaveLength(1);
  expect((await inventory.rollUp(lakeId, "raw", "flights/year=2024/", options)).objects).toBe(1);
  expect((await inventory.rollUp(lakeId, "raw", "nothing/", options)).objects).toBe(0);
});

it("reports empty files, what programs leave behind, many small files and mixed formats", async () => {
  await write("raw/parts/part-00002-0a1b2c3d-aaaa-bbbb-cccc-0123456789ab.csv", "");
  await write("raw/~$airports.csv", "x");
  await write("raw/flights/year=2024/b.parquet", "PAR1");
  for (let index = 0; index < 120; index += 1) await write(`raw/swarm/e-${index}.json`, `{"a":${index}}`);
  await scan();
  expect(await oddOnes()).toMatchObject([
    { kind: "empty-files", path: "parts/", objects: 1 },
    { kind: "mixed-formats", path: "flights/", evidence: "2 delimited, 1 parquet" },
    { kind: "temporary-files", path: "", evidence: "~$airports.csv" },
    { kind: "tiny-files", path: "swarm/", objects: 120, couldBe: 1 },
  ]);
});

it("reports files of one folder whose columns differ", async () => {
  await write("raw/parts/part-00009-0a1b2c3d-aaaa-bbbb-cccc-0123456789ab.csv", "x,y,z\n1,2,3\n");
  await scan();
  expect(await oddOnes()).toMatchObject([
    { kind: "mixed-schemas", path: "parts/", evidence: expect.stringContaining("“z”") },
  ]);
});

it("knows tables by their metadata folders, and reads nothing of what only looks like data", async () => {
  const schema = JSON.stringify({ type: "struct", fields: [{ name: "id", type: "long" }] });
  await write(
    "raw/orders/_delta_log/00000000000000000000.json",
    `${JSON.stringify({ metaData: { schemaString: schema, partitionColumns: [] } })}\n`,
  );
  await write("raw/orders/part-1.parquet", "PAR1");
  await write("raw/_temporary/0/part-1.csv", "a\n1\n");
  await write("raw/broken.parquet", "no parquet");
  await scan();
  expect(await dataset("orders/")).toMatchObject({ kind: "delta", format: "delta", columns: 1 });
  expect(await dataset("broken.parquet")).toMatchObject({ state: "unreadable", problem: { code: "DAMAGED" } });
  expect((await datasets()).map(({ path }) => path)).not.toContain("_temporary/0/part-1.csv");
});

it("registers exactly what it showed, and updates a table whose data has other columns", async () => {
  await scan();
  const { id } = await dataset("flights/");
  const [plan] = await inventory.plan(lakeId, [id], options);
  expect(plan).toMatchObject({ action: "create", obstacle: null, table: { name: "flights", partitionKeys: ["year"] } });
  expect(await register("flights/")).toMatchObject({ state: "done", warnings: [] });
  const { tables } = app.lakes.get(lakeId);
  expect((await tables.get("raw", "flights", options)).columns.map(({ name }) => name)).toEqual([
    "id",
    "delay",
    "year",
  ]);
  expect(await dataset("flights/")).toMatchObject({ state: "known", tableName: "flights" });

  const table = await tables.get("raw", "flights", options);
  const columns = table.columns.map((column) => ({ ...column, description: `about ${column.name}` }));
  await tables.put({ ...table, columns }, table.revision, options);
  await write("raw/flights/year=2023/a.csv", "id,delay,carrier\n1,5,LH\n");
  await write("raw/flights/year=2024/a.csv", "id,delay,carrier\n1,5,LH\n");
  await scan();
  expect(await dataset("flights/")).toMatchObject({
    state: "changed",
    changes: [{ what: "column", name: "carrier", before: null, after: "VARCHAR" }],
  });
  await register("flights/");
  expect(
    (await tables.get("raw", "flights", options)).columns.map(({ name, description }) => [name, description]),
  ).toEqual([
    ["id", "about id"],
    ["delay", "about delay"],
    ["carrier", ""],
    ["year", "about year"],
  ]);
});

it("leaves alone what has changed since it was shown, and says so", async () => {
  await scan();
  const shown = await dataset("airports.csv");
  await write("raw/airports.csv", "code\nBRE\n");
  await scan();
  const job = await ended(inventory.apply(lakeId, [{ id: shown.id, fingerprint: shown.fingerprint }]));
  expect(job).toMatchObject({ state: "failed", warnings: [expect.stringContaining("has changed since")] });
  const job2 = await ended(inventory.apply(lakeId, [{ id: 999_999, fingerprint: "" }]));
  expect(job2.warnings).toEqual([expect.stringContaining("not there any more")]);
});

it("gives tables of one name each a name of its own", async () => {
  await write("raw/north/airports.csv", "code\nHAM\n");
  await scan();
  const chosen = (await datasets({ text: "airports" })).map(({ id, fingerprint }) => ({ id, fingerprint }));
  await ended(inventory.apply(lakeId, chosen));
  expect((await datasets({ text: "airports" })).map(({ tableName }) => tableName)).toEqual([
    "airports",
    "north_airports",
  ]);
});

it("says of files that share their folder why they cannot be registered", async () => {
  await write("raw/mixed/a_1.csv", "a\n1\n");
  await write("raw/mixed/a_2.csv", "a\n1\n");
  await write("raw/mixed/other.json", "[]");
  await scan();
  const shared = (await datasets()).find(({ pattern }) => pattern === "mixed/a_#.csv");
  const [plan] = await inventory.plan(lakeId, [shared?.id ?? 0], options);
  expect(plan).toMatchObject({ action: "none", obstacle: expect.stringContaining("share their folder") });
});

it("finds tables whose objects are gone, and takes them out of the catalog", async () => {
  await scan();
  await register("airports.csv");
  await rm(join(folder, "raw/airports.csv"));
  await scan();
  expect(await dataset("airports.csv")).toMatchObject({ state: "missing", kind: "table", tableName: "airports" });
  await register("airports.csv");
  expect((await datasets()).map(({ path }) => path)).not.toContain("airports.csv");
  await expect(app.lakes.get(lakeId).tables.get("raw", "airports", options)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("calls a dataset stale that has grown for months and then stopped", async () => {
  await write("raw/flights/year=2022/a.csv", "id,delay\n1,5\n");
  const months = ["2022", "2023", "2024"];
  for (const [index, year] of months.entries()) {
    const then = new Date(Date.UTC(2022, index, 1));
    await utimes(join(folder, `raw/flights/year=${year}/a.csv`), then, then);
  }
  await scan();
  await register("flights/");
  expect((await dataset("flights/")).state).toBe("stale");
});

it("forgets a lake with its index", async () => {
  await scan();
  await inventory.forget(lakeId);
  expect(await datasets()).toEqual([]);
});
