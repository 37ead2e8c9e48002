import { DuckDBInstance } from "@duckdb/node-api";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { QueryProgress } from "../../../src/main/lake/ports.ts";
import { CsvOptions } from "../../../src/shared/domain/export-options.ts";
import { AskedLake } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let lake: AskedLake;
beforeAll(async () => {
  lake = await AskedLake.create({ place: "remote", limits: { ask: 15_000_000, most: 40_000_000 } });
});
afterAll(() => lake.dispose());
afterEach(() => {
  lake.count.beforeRead = null;
});

const { signal } = new AbortController();

/** About a megabyte of text for each unit. */
const csv = (megabytes: number) => `id,text\n${`1,${"x".repeat(997)}\n`.repeat(megabytes * 1000)}`;

async function writeParquet(key: string, select: string): Promise<void> {
  const duckdb = await (await DuckDBInstance.create()).connect();
  await duckdb.run(`COPY (${select}) TO '${join(lake.root, key)}' (FORMAT parquet)`);
  duckdb.closeSync();
}

function ask(
  sql: string,
  options: { allowBytes?: number; signal?: AbortSignal; onProgress?: (p: QueryProgress) => void } = {},
) {
  const { allowBytes = null, onProgress = () => undefined } = options;
  return lake.queries.execute(
    { executionId: "asked", sql, allowBytes },
    { signal: options.signal ?? signal, onProgress },
  );
}

it("fetches a text once, and answers again without the store", async () => {
  await lake.write("raw/once.csv", csv(1));
  lake.count.reset();
  expect(await lake.rows("SELECT count(*) FROM raw.once")).toEqual([["1000"]]);
  expect(lake.count.bytes).toBeLessThan(1_100_000);
  lake.count.reset();
  expect(await lake.rows("SELECT max(id) FROM raw.once")).toEqual([["1"]]);
  expect(lake.count.bytes).toBe(0);
});

it("reads objects whose names no file of this machine may have", async () => {
  const folder = "f".repeat(255);
  await lake.write(`raw/long/day=2024-01-02/${"n".repeat(250)}.csv`, "id\n1\n");
  await lake.write("raw/odd/hour=10:30/aux.csv", "id\n2\n");
  await lake.write(`raw/${folder}/inside.csv`, "id\n3\n");
  expect(await lake.rows("SELECT id, day FROM raw.long")).toEqual([["1", "2024-01-02"]]);
  expect(await lake.rows("SELECT id, hour::VARCHAR FROM raw.odd")).toEqual([["2", expect.stringMatching(/^10:30/)]]);
  expect(await lake.rows(`SELECT id FROM raw."${folder}"`)).toEqual([["3"]]);
});

it("finds a name in one look into its folder, and looks at its file once before and once after", async () => {
  await lake.write("raw/looked/at.csv", csv(1));
  await lake.rows('SELECT count(*) FROM raw."looked/at"');
  lake.count.reset();
  await lake.rows('SELECT count(*) FROM raw."looked/at"');
  expect(lake.count.looks).toBeLessThanOrEqual(4);
});

describe("a question that would fetch much", () => {
  it("is run when the person allows it, and not before", async () => {
    await lake.write("raw/much/1.csv", csv(12));
    await lake.write("raw/much/2.csv", csv(12));
    lake.count.reset();
    const refused = ask("SELECT count(*) FROM raw.much");
    await expect(refused).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: expect.stringMatching(/would read 2\d MB from the lake/) as unknown,
      details: { askable: true, limit: 15_000_000 },
    });
    expect(lake.count.bytes).toBeLessThan(10_000_000);
    const seen: NonNullable<QueryProgress["download"]>[] = [];
    await ask("SELECT count(*) FROM raw.much", {
      allowBytes: 25_000_000,
      onProgress: ({ download }) => download && seen.push(download),
    });
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
    // What is here needs no leave.
    await ask("SELECT count(*) FROM raw.much");
  });

  it("is not run at all above the limit", async () => {
    await lake.write("raw/huge.csv", csv(60));
    await writeParquet("raw/huge-values.parquet", "SELECT hash(i) AS a, hash(-i) AS b FROM range(3_000_000) t(i)");
    const reading = ["raw.huge", "read_csv('raw/huge.csv')", "read_parquet('raw/huge-values.parquet')"];
    for (const sql of reading.map((from) => `FROM ${from}`)) {
      await expect(ask(sql, { allowBytes: 1e12 })).rejects.toMatchObject({
        code: "TOO_LARGE",
        hint: expect.stringContaining("At most 40 MB") as unknown,
        details: { askable: false, limit: 40_000_000 },
      });
    }
  });
});

it("fetches no more for a Parquet file that is named in a call than for one that is named as a table", async () => {
  await writeParquet("raw/called.parquet", "SELECT hash(i) AS a, hash(-i) AS b FROM range(1_500_000) t(i)");
  lake.count.reset();
  const [asCall] = await lake.rows("SELECT count(*), max(a) > 0 FROM read_parquet('raw/called.parquet')");
  expect(asCall).toEqual(["1500000", "true"]);
  // One column of the two.
  expect(lake.count.bytes).toBeLessThan(14_000_000);
});

it.each([
  "SELECT read_parquet.b FROM read_parquet('raw/pair.parquet') WHERE read_parquet.a = 3",
  "SELECT max(read_parquet)['b'] FROM read_parquet('raw/pair.parquet') WHERE a = 3",
  "SELECT t.b FROM read_parquet('raw/pair.parquet') AS t WHERE a = 3",
  "SELECT x.b FROM 'raw/pair.parquet' JOIN parquet_scan('raw/pair.parquet') AS x USING (a) WHERE a = 3",
  "SELECT b FROM read_parquet(['raw/pair.parquet'], union_by_name = true) WHERE a = 3",
  "SELECT b FROM read_parquet('raw/pair.parquet') WHERE file_row_number = 3",
])("answers %s as the file does", async (sql) => {
  await writeParquet("raw/pair.parquet", "SELECT i AS a, 'row ' || i AS b FROM range(10) t(i)");
  expect(await lake.rows(sql)).toEqual([["row 3"]]);
});

it("fetches nothing for an export above the limit", async () => {
  await lake.write("raw/exported.csv", csv(60));
  lake.count.reset();
  const target = { path: join(lake.around, "exported.csv"), format: "csv", options: CsvOptions.parse({}) } as const;
  const source = { kind: "dataset", zoneId: "raw", path: "exported.csv" } as const;
  const exported = lake.queries.export(source, target, { signal, onProgress: () => undefined });
  await expect(exported).rejects.toMatchObject({ code: "TOO_LARGE", details: { askable: false, limit: 40_000_000 } });
  expect(lake.count.bytes).toBeLessThan(10_000_000);
});

it("ends a download that is cancelled, and goes on from there", async () => {
  await lake.write("raw/cancelled.csv", csv(12));
  const cancelling = new AbortController();
  const asked = ask("FROM raw.cancelled", {
    signal: cancelling.signal,
    onProgress: ({ download }) => download && cancelling.abort(),
  });
  await expect(asked).rejects.toThrow(/abort|cancel/i);
  expect(await lake.rows("SELECT count(*) FROM raw.cancelled")).toEqual([["12000"]]);
});

it("fails when an object changes while it is fetched", async () => {
  const path = await lake.write("raw/changing.csv", csv(12));
  let reads = 0;
  lake.count.beforeRead = ({ key }) => {
    if (key !== "raw/changing.csv") return undefined;
    reads += 1;
    return reads === 2 ? writeFile(path, csv(12).replace("1,x", "2,yx")) : undefined;
  };
  await expect(ask("SELECT count(*) FROM raw.changing")).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
  lake.count.beforeRead = null;
  expect(await lake.rows("SELECT count(*) FROM raw.changing")).toEqual([["12000"]]);
});

it("answers when the cache is emptied before and between its reads", async () => {
  await lake.write("raw/emptied.csv", csv(1));
  lake.count.beforeRead = () => rm(`${lake.cache}/blocks`, { recursive: true, force: true });
  expect(await lake.rows("SELECT count(*) FROM raw.emptied")).toEqual([["1000"]]);
  lake.count.beforeRead = null;
  await rm(lake.cache, { recursive: true, force: true });
  expect(await lake.rows("SELECT count(*) FROM raw.emptied")).toEqual([["1000"]]);
});
