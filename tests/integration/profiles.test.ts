import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Jobs } from "../../src/main/capabilities/activity/index.ts";
import { ProfilesService } from "../../src/main/capabilities/profiles/index.ts";
import type { Job } from "../../src/shared/contract/activity.ts";
import { profileChanges, type ColumnProfile } from "../../src/shared/domain/column-profile.ts";
import { AskedLake } from "../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
const LAKE = "asked";
const { signal } = new AbortController();
const athena = { available: false, reason: "not here" } as const;

let lake: AskedLake;
let jobs: Jobs;
let profiles: ProfilesService;

beforeAll(async () => {
  lake = await AskedLake.create();
  jobs = new Jobs();
  profiles = openProfiles(lake);
});
afterAll(async () => {
  await jobs.close();
  await profiles.close();
  await lake.dispose();
});

function openProfiles({ around, queries, tables }: AskedLake): ProfilesService {
  return new ProfilesService({
    lakes: { get: () => ({ id: LAKE, tables, queries: { local: queries, athena } }) },
    jobs,
    indexWorker: new URL("../../src/main/workers/profile-worker.ts", import.meta.url),
    indexFolder: join(around, "index"),
  });
}

const inRaw = (path: string) => ({ lakeId: LAKE, zoneId: "raw", path });

async function ended(jobId: string): Promise<Job> {
  for await (const list of jobs.follow()) {
    const job = list.find(({ id }) => id === jobId);
    if (job && job.state !== "running") return job;
  }
  throw new Error("the jobs have ended");
}

async function profiled(path: string): Promise<Map<string, ColumnProfile>> {
  const { jobId } = await profiles.start({ address: inRaw(path), table: null, allowBytes: null }, { signal });
  expect(await ended(jobId)).toMatchObject({ state: "done", error: null });
  const columns = await profiles.columns(inRaw(path), { first: 0, limit: 100 }, { signal });
  return new Map(columns.map(({ profile }) => [profile.name, profile]));
}

/** A Parquet file of what a statement yields. */
async function parquet(key: string, select: string): Promise<void> {
  const path = await lake.write(key, "");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
}

it("tells count, nulls, least, greatest, mean, quantiles, histogram and frequent values of each column", async () => {
  const rows = Array.from({ length: 1000 }, (_, at) =>
    [at, at % 4 === 0 ? "" : `city ${at % 3}`, (at % 10) / 2].join(","),
  );
  await lake.write("raw/plain.csv", `id,city,price\n${rows.join("\n")}\n`);
  const columns = await profiled("plain.csv");
  const id = columns.get("id");
  expect(id).toMatchObject({ number: 1, kind: "integer", rows: 1000, nulls: 0, min: "0", max: "999", mean: "499.5" });
  expect(id?.quantiles.map(({ at: part }) => part)).toEqual([0.05, 0.25, 0.5, 0.75, 0.95]);
  expect(Number(id?.quantiles[2]?.value)).toBeCloseTo(499.5, -1);
  expect(id?.histogram).toHaveLength(20);
  expect(id?.histogram.map((bin) => bin.rows)).toEqual(Array.from({ length: 20 }, () => 50));
  // Values that are all different: none is frequent.
  expect(id?.top).toEqual([]);
  expect(Math.abs((id?.distinct ?? 0) - 1000)).toBeLessThan(100);
  const city = columns.get("city");
  expect(city).toMatchObject({ nulls: 250, distinct: 3, min: "city 0", max: "city 2", histogram: [] });
  expect(city?.top).toEqual(
    [
      { value: "city 0", isCut: false, rows: 250 },
      { value: "city 1", isCut: false, rows: 250 },
      { value: "city 2", isCut: false, rows: 250 },
    ].map((entry) => expect.objectContaining({ rows: entry.rows })),
  );
  expect(city?.lengths).toEqual({ min: 6, mean: 6, max: 6 });
  expect(columns.get("price")).toMatchObject({ mean: "2.25", max: expect.stringMatching(/^4\.50*$/) });
});

it("works on nested types, moments, columns of nulls, NaN and 0 rows", async () => {
  const types = `SELECT i, {'a': i % 3, 'b': [i % 2]} AS nested, NULL::INTEGER AS nothing, NULL AS untyped,
    DATE '2024-01-01' + i::INTEGER AS day, TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR AS moment,
    TIMESTAMP_NS '2024-01-01 00:00:00.123456789' AS nanos, TIMESTAMPTZ '2024-01-01 12:00:00+02' AS zoned,
    CASE WHEN i % 2 = 0 THEN 'nan'::DOUBLE WHEN i = 1 THEN 'inf'::DOUBLE ELSE i END AS broken,
    i % 2 = 0 AS flag, i::DECIMAL(38, 10) / 3 AS exact, 'x'::BLOB AS bytes, uuid() AS id, TIME '01:02:03' AS clock,
    INTERVAL (i) DAY AS span, i::DECIMAL(38, 0) * 1000000000000000 AS huge, [i, i] AS list, MAP {'k': i} AS map`;
  await parquet("raw/types.parquet", `${types} FROM range(90) AS r(i)`);
  const columns = await profiled("types.parquet");
  expect([...columns.values()].every(({ rows }) => rows === 90)).toBe(true);
  expect(columns.get("nested")).toMatchObject({ kind: "nested", nulls: 0, min: null, top: [], histogram: [] });
  expect(columns.get("nested")?.distinct).toBeGreaterThan(4);
  for (const name of ["nothing", "untyped"]) {
    expect(columns.get(name)).toMatchObject({
      nulls: 90,
      distinct: 0,
      min: null,
      max: null,
      mean: null,
      quantiles: [],
      top: [],
    });
  }
  expect(columns.get("day")).toMatchObject({ min: "2024-01-01", max: "2024-03-30", mean: "2024-02-14" });
  expect(columns.get("moment")?.histogram[0]).toMatchObject({ from: "2024-01-01 00:00:00" });
  expect(columns.get("broken")).toMatchObject({ min: "3.0", max: "89.0" });
  expect(columns.get("flag")?.top.map(({ value, rows }) => [value, rows])).toEqual(
    expect.arrayContaining([
      ["true", 45],
      ["false", 45],
    ]),
  );
  expect(columns.get("huge")?.max).toBe("89000000000000000");
  await parquet("raw/empty.parquet", `${types} FROM range(0) AS r(i)`);
  const empty = await profiled("empty.parquet");
  expect(empty.size).toBe(columns.size);
  expect(empty.get("i")).toMatchObject({ rows: 0, nulls: 0, distinct: 0, min: null, histogram: [], top: [] });
});

it("reckons 2,000 columns in batches, and hands them out in pages", async () => {
  const many = Array.from({ length: 2000 }, (_, at) => `i + ${at} AS c${at}`).join(", ");
  await parquet("raw/wide.parquet", `SELECT ${many} FROM range(50) AS r(i)`);
  const { jobId } = await profiles.start({ address: inRaw("wide.parquet"), table: null, allowBytes: null }, { signal });
  const job = await ended(jobId);
  expect(job.progress).toMatchObject({ done: 2000, total: 2000, unit: "columns" });
  const { current } = await profiles.get(inRaw("wide.parquet"), { signal });
  expect(current).toMatchObject({ rows: 50, columns: 2000 });
  const page = await profiles.columns(inRaw("wide.parquet"), { first: 1990, limit: 100 }, { signal });
  expect(page.map(({ profile }) => [profile.number, profile.name, profile.max])).toEqual(
    Array.from({ length: 10 }, (_, index) => [1991 + index, `c${1990 + index}`, String(49 + 1990 + index)]),
  );
});

it("keeps no more than the start of texts of megabytes", async () => {
  await parquet(
    "raw/long.parquet",
    "SELECT repeat(chr((97 + i % 2)::INTEGER), 3000000) || i % 2 AS document FROM range(6) AS r(i)",
  );
  const document = (await profiled("long.parquet")).get("document");
  expect(document).toMatchObject({ distinct: 2, lengths: { min: 3_000_001, max: 3_000_001 } });
  expect(document?.min).toHaveLength(200);
  expect(document?.top.map(({ isCut, rows }) => [isCut, rows])).toEqual([
    [true, 3],
    [true, 3],
  ]);
});

it("names columns and values as they are, whatever is in them", async () => {
  await lake.write("raw/odd.csv", `"a ""b""",'c'; DROP\nit's,""\n"it's",\n"v",x\n`);
  const columns = await profiled("odd.csv");
  expect([...columns.keys()]).toEqual(['a "b"', "'c'; DROP"]);
  expect(columns.get('a "b"')?.top[0]).toEqual({ value: "it's", isCut: false, rows: 2 });
});

it("keeps a profile and compares the next one with it", async () => {
  await lake.write("raw/changing.csv", "n,gone\n1,a\n2,b\n");
  await profiled("changing.csv");
  await lake.write("raw/changing.csv", "n,came\n1,\n5,\n,\n");
  await profiled("changing.csv");
  const { current, previous, jobId } = await profiles.get(inRaw("changing.csv"), { signal });
  expect([previous?.rows, current?.rows, jobId]).toEqual([2, 3, null]);
  // As another run of the app finds it.
  const reopened = openProfiles(lake);
  const columns = await reopened.columns(inRaw("changing.csv"), { first: 0, limit: 10 }, { signal });
  await reopened.close();
  const changes = new Map(columns.map((pair) => [pair.profile.name, profileChanges(pair.previous, pair.profile)]));
  expect(changes.get("n")).toContainEqual({ what: "max", before: "2", after: "5" });
  expect(changes.get("n")).toContainEqual({ what: "nulls", before: "0.0 %", after: "33.3 %" });
  expect(changes.get("came")).toEqual([expect.objectContaining({ what: "new" })]);
});

it("stops where it is when it is cancelled, keeps what was known, and can be made again", async () => {
  await parquet("raw/slow.parquet", "SELECT i, md5(i::VARCHAR) AS text FROM range(1000000) AS r(i)");
  const { jobId } = await profiles.start({ address: inRaw("slow.parquet"), table: null, allowBytes: null }, { signal });
  expect((await profiles.get(inRaw("slow.parquet"), { signal })).jobId).toBe(jobId);
  expect(await profiles.start({ address: inRaw("slow.parquet"), table: null, allowBytes: null }, { signal })).toEqual({
    jobId,
  });
  jobs.cancel(jobId);
  expect((await ended(jobId)).state).toBe("cancelled");
  expect(await profiles.get(inRaw("slow.parquet"), { signal })).toEqual({ current: null, previous: null, jobId: null });
  expect((await profiled("slow.parquet")).get("i")).toMatchObject({ rows: 1_000_000, max: "999999" });
});

it("asks before it downloads much from a lake elsewhere", async () => {
  const far = await AskedLake.create({ place: "remote", limits: { ask: 1_000_000, most: 10_000_000 } });
  const service = openProfiles(far);
  try {
    await far.write("raw/much.csv", `id,text\n${`1,${"x".repeat(997)}\n`.repeat(3000)}`);
    const start = async (allowBytes: number | null) =>
      ended((await service.start({ address: inRaw("much.csv"), table: null, allowBytes }, { signal })).jobId);
    far.count.reset();
    const refused = await start(null);
    expect(refused).toMatchObject({ state: "failed", error: { code: "TOO_LARGE", details: { askable: true } } });
    expect(far.count.bytes).toBeLessThan(1_500_000);
    expect(await start(4_000_000)).toMatchObject({ state: "done" });
    expect((await service.get(inRaw("much.csv"), { signal })).current?.rows).toBe(3000);
  } finally {
    await service.close();
    await far.dispose();
  }
});
