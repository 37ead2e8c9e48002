import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask, enginesIn, rowsOf, startEngines, type EnginesUnderTest } from "./engine-under-test.ts";

// Processes start and sort: a machine that is busy with other things takes its time.
vi.setConfig({ testTimeout: 120_000 });

let engines: EnginesUnderTest;
let files: string;

beforeAll(async () => {
  engines = await enginesIn(await mkdtemp(join(tmpdir(), "lakeshore-engine-")));
  files = await mkdtemp(join(tmpdir(), "lakeshore-files-"));
});
afterAll(async () => {
  await engines.close();
  await rm(engines.folder, { recursive: true, force: true });
  await rm(files, { recursive: true, force: true });
});

const signal = () => new AbortController().signal;

async function shown(sql: string): Promise<(string | null)[][]> {
  const { resultSetId, rows } = await ask(engines, sql);
  return rowsOf(engines, resultSetId, 0, rows);
}

test("keeps the rows of a question in their order, as exact text", async () => {
  const answer = await ask(engines, "SELECT i, i * 1.5 AS amount FROM range(300000) t(i) ORDER BY i DESC -- the end");
  expect(answer).toMatchObject({
    rows: 300000,
    columns: [
      { name: "i", type: "BIGINT", kind: "integer" },
      { name: "amount", type: "DECIMAL(21,1)", kind: "decimal" },
    ],
  });
  expect(await rowsOf(engines, answer.resultSetId, 0, 2)).toEqual([
    ["299999", "449998.5"],
    ["299998", "449997.0"],
  ]);
  for (const start of [0, 1, 63, 64, 4095, 123456, 299900]) {
    const rows = await rowsOf(engines, answer.resultSetId, start, start + 100);
    expect(rows.map(([i]) => Number(i))).toEqual(Array.from({ length: rows.length }, (_, at) => 299999 - start - at));
  }
  expect(await rowsOf(engines, answer.resultSetId, 299998, 300100)).toHaveLength(2);
  expect(await rowsOf(engines, answer.resultSetId, 300000, 300100)).toEqual([]);
});

test("shows every kind of value as its exact text", async () => {
  const sql = `SELECT 9007199254740993 AS big, 170141183460469231731687303715884105727 AS huge, 0.1::DECIMAL(38,20) AS exact,
    'nan'::DOUBLE AS nan, 'a' || chr(10) || '"b",c' || chr(0) || chr(13) AS text, '' AS empty, NULL AS nothing,
    TIMESTAMPTZ '2024-02-29 12:00:00+02' AS moment, '\\xFF'::BLOB AS bytes, {'a b': [1, NULL]} AS nested,
    '{"a":1}'::JSON AS json, 'ü€😀' AS letters, DATE '0044-03-15 (BC)' AS ides, INTERVAL '1 day 2 hours' AS span`;
  expect(await shown(sql)).toEqual([
    [
      "9007199254740993",
      "170141183460469231731687303715884105727",
      "0.10000000000000000000",
      "nan",
      'a\n"b",c\0\r',
      "",
      null,
      "2024-02-29 10:00:00+00",
      "ff",
      '{"a b":[1,null]}',
      '{"a":1}',
      "ü€😀",
      "0044-03-15 (BC)",
      "1 day 02:00:00",
    ],
  ]);
});

test("gives columns of the same name names of their own", async () => {
  const { columns } = await ask(engines, "SELECT 1 AS a, 2 AS a, 3 AS A");
  expect(columns.map(({ name }) => name)).toEqual(["a", "a_1", "A_2"]);
});

test("keeps what is no table: plans, descriptions, pivots and structs without names", async () => {
  expect((await shown("EXPLAIN SELECT 42"))[0]?.[1]).toContain("PROJECTION");
  expect(await shown("DESCRIBE SELECT 1 AS a")).toEqual([["a", "INTEGER", "YES", null, null, null]]);
  expect((await shown("SUMMARIZE SELECT 1 AS a"))[0]?.slice(0, 4)).toEqual(["a", "INTEGER", "1", "1"]);
  expect(await shown("SHOW TABLES")).toEqual([]);
  expect(await shown("PIVOT (SELECT unnest(['x', 'y']) AS k, 2 AS v) ON k USING sum(v)")).toEqual([["2", "2"]]);
  expect(await shown("SELECT row(1, 'a') AS r, 7 AS n")).toEqual([["(1, a)", "7"]]);
  expect(await shown("FROM (VALUES (1), (2)) t(i) WHERE i > 5")).toEqual([]);
});

test("points at the place of an error, in the text as it was typed", async () => {
  await expect(ask(engines, "SELECT 1,\n  wrong")).rejects.toMatchObject({
    code: "QUERY_FAILED",
    details: { line: 2, column: 3, offset: 12 },
  });
  await expect(ask(engines, "SELECT 'é',\n  'x'::INTEGER FROM range(3)")).rejects.toMatchObject({
    code: "QUERY_FAILED",
    details: { line: 2 },
  });
  await expect(ask(engines, "SELECT row(1), wrong")).rejects.toMatchObject({ details: { offset: 15 } });
});

test("reads the files it was given and no other, and writes none", async () => {
  const given = join(files, "given.csv");
  const other = join(files, "other.csv");
  await writeFile(given, "a,b\n1,x\n");
  await writeFile(other, "a,b\n2,y\n");
  const answer = await ask(engines, `FROM '${given}'`, { readable: [given] });
  expect(await rowsOf(engines, answer.resultSetId, 0, 10)).toEqual([["1", "x"]]);
  await expect(ask(engines, `FROM read_csv('${other}')`, { readable: [given] })).rejects.toMatchObject({
    code: "QUERY_REFUSED",
  });
  await expect(ask(engines, `COPY (SELECT 1) TO '${given}'`, { readable: [given] })).rejects.toMatchObject({
    code: "QUERY_REFUSED",
  });
});

test("sees the views of its setup", async () => {
  const { resultSetId } = await engines.questions.ask(
    {
      executionId: "execution",
      sql: "FROM raw.numbers",
      setup: [{ sql: "CREATE SCHEMA raw" }, { sql: "CREATE VIEW raw.numbers AS SELECT 7 AS seven" }],
      readable: [],
    },
    { signal: signal(), onProgress: () => {} },
  );
  expect(await rowsOf(engines, resultSetId, 0, 10)).toEqual([["7"]]);
});

test("shows 5,000 columns, and cuts texts that are too long to show", async () => {
  const wide = Array.from({ length: 5000 }, (_, at) => `${at} AS c${at}`).join(", ");
  const { resultSetId, columns } = await ask(engines, `SELECT ${wide} FROM range(300)`);
  expect(columns).toHaveLength(5000);
  expect((await rowsOf(engines, resultSetId, 299, 300))[0]?.slice(4998)).toEqual(["4998", "4999"]);
  const [[text, short] = []] = await shown("SELECT repeat('ä', 1000000) AS long, 'short'");
  expect(text).toMatch(/^ä{10000}… \(1,000,000 characters\)$/);
  expect(short).toBe("short");
});

test("keeps a block of long rows small", async () => {
  const { resultSetId } = await ask(
    engines,
    "SELECT repeat('x', 60000) AS a, repeat('y', 60000) AS b, i FROM range(300) t(i)",
  );
  const rows = await rowsOf(engines, resultSetId, 0, 300);
  expect(rows.map(([, , i]) => Number(i))).toEqual(Array.from({ length: 300 }, (_, at) => at));
  expect(JSON.stringify(rows).length).toBeLessThan(20_000_000);
});

test("frees a result", async () => {
  const { resultSetId } = await ask(engines, "SELECT 1");
  await engines.results.release(resultSetId);
  await expect(rowsOf(engines, resultSetId, 0, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await engines.results.describe(resultSetId, { signal: signal() })).toBeNull();
  expect(await readdir(join(engines.paths.cache, "results"))).not.toContain(resultSetId);
});

const tight = { questions: 80_000_000, files: 80_000_000 };
const sorted = "SELECT i, random() AS r, repeat(md5(i::VARCHAR), 4) AS m FROM range(600000) t(i) ORDER BY r";

test("spills what does not fit into memory", async () => {
  const spilling = await startEngines({ memoryPerCall: tight });
  expect(await ask(spilling, sorted)).toMatchObject({ rows: 600000 });
});

test("says when there is no room on the disk for what does not fit into memory", async () => {
  const cramped = await startEngines({ memoryPerCall: tight, spillBytes: 1_000_000 });
  await expect(ask(cramped, sorted)).rejects.toMatchObject({ code: "OUT_OF_SPACE" });
  expect(await readdir(join(cramped.paths.temp, "engine-questions"))).toEqual([]);
});

test("refuses a result that is larger than all results may be", async () => {
  const small = await startEngines({ maxResultBytes: 3_000_000 });
  await expect(ask(small, "SELECT i, md5(i::VARCHAR) FROM range(1000000000) t(i)")).rejects.toMatchObject({
    code: "OUT_OF_SPACE",
    message: expect.stringContaining("larger than"),
  });
  expect(await readdir(join(small.paths.cache, "results"))).toEqual([]);
});

test("frees the results that were used longest ago for new ones", async () => {
  const sized = "SELECT i, md5(i::VARCHAR) AS m FROM range(200000) t(i)";
  const large = await startEngines();
  const first = await ask(large, sized);
  await large.close();
  const results = join(large.paths.cache, "results");
  const sizes = (await readdir(join(results, first.resultSetId))).map(
    async (name) => (await stat(join(results, first.resultSetId, name))).size,
  );
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);

  const small = await startEngines({ maxResultBytes: bytes * 2.5 }, large.folder);
  const second = await ask(small, sized);
  await rowsOf(small, first.resultSetId, 0, 1);
  const third = await ask(small, sized);
  await expect(rowsOf(small, second.resultSetId, 0, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await rowsOf(small, first.resultSetId, 0, 1)).toHaveLength(1);
  expect(await rowsOf(small, third.resultSetId, 0, 1)).toHaveLength(1);
  expect((await readdir(results)).toSorted()).toEqual([first.resultSetId, third.resultSetId].toSorted());
});
