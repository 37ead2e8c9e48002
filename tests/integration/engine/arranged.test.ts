import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { RowFilter } from "../../../src/shared/contract/query.ts";
import { CsvOptions, XlsxOptions } from "../../../src/shared/domain/export-options.ts";
import { ask, enginesIn, rowsOf, type EnginesUnderTest } from "./engine-under-test.ts";

// Processes start and sort: a machine that is busy with other things takes its time.
vi.setConfig({ testTimeout: 120_000 });

let engines: EnginesUnderTest;
let target: string;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "lakeshore-engine-"));
  engines = await enginesIn(root);
  target = join(root, "target");
});
afterAll(async () => {
  await engines.close();
  await rm(engines.folder, { recursive: true, force: true });
});

const signal = () => new AbortController().signal;

async function keep(sql: string): Promise<string> {
  return (await ask(engines, sql)).resultSetId;
}

type Sort = { column: string; descending: boolean }[];

async function arranged(resultSetId: string, sort: Sort, filters: RowFilter[] = []) {
  const view = await engines.results.arrange({ resultSetId, arrangement: { sort, filters } }, { signal: signal() });
  return { ...view, rows: await rowsOf(engines, resultSetId, 0, view.rows, view.viewId) };
}

async function filtered(resultSetId: string, column: string, op: RowFilter["op"], value = ""): Promise<unknown[]> {
  const { rows } = await arranged(resultSetId, [], [{ column, op, value }]);
  return rows.map(([first]) => first);
}

test("sorts by several columns, NULL last, and keeps equal rows as they came", async () => {
  const id =
    await keep(`SELECT * FROM (VALUES (1, 'b', 2.5), (2, 'a', NULL), (3, 'b', 10), (4, NULL, 1), (5, 'a', 2.5), (6, 'b', 2.5))
    t(id, name, amount)`);
  const sort = [
    { column: "name", descending: true },
    { column: "amount", descending: false },
  ];
  const { rows } = await arranged(id, sort);
  expect(rows.map(([first]) => first)).toEqual(["1", "6", "3", "5", "2", "4"]);
});

test("reads any block of a large order as fast as a small one: by row numbers", async () => {
  const id = await keep("SELECT i, (i * 7919) % 100003 AS k FROM range(100003) t(i)");
  const sort = [{ column: "k", descending: true }];
  const view = await engines.results.arrange(
    { resultSetId: id, arrangement: { sort, filters: [] } },
    { signal: signal() },
  );
  expect(view.rows).toBe(100003);
  for (const start of [0, 77, 50_000, 99_950]) {
    const rows = await rowsOf(engines, id, start, start + 200, view.viewId);
    expect(rows.map(([, k]) => Number(k))).toEqual(Array.from({ length: rows.length }, (_, at) => 100002 - start - at));
  }
});

test("compares numbers as numbers, with every digit", async () => {
  const id = await keep(`SELECT row_number() OVER () AS id, * FROM (VALUES
    (9::BIGINT, 1.10::DECIMAL(18,2), 170141183460469231731687303715884105727::HUGEINT, 0.5::DOUBLE),
    (10, 1.11, -5, 'nan'), (9007199254740993, -1.10, 9007199254740993, 'inf'), (NULL, NULL, NULL, NULL)) t(a, d, h, f)`);
  expect(await filtered(id, "a", "greater", "9")).toEqual(["2", "3"]);
  expect(await filtered(id, "a", "less", "9.5")).toEqual(["1"]);
  expect(await filtered(id, "a", "less-or-equal", "9.99")).toEqual(["1"]);
  expect(await filtered(id, "a", "greater-or-equal", "9.01")).toEqual(["2", "3"]);
  expect(await filtered(id, "a", "equals", "9007199254740993")).toEqual(["3"]);
  expect(await filtered(id, "a", "equals", "9007199254740992")).toEqual([]);
  expect(await filtered(id, "a", "equals", "9.5")).toEqual([]);
  expect(await filtered(id, "a", "less", "1e400")).toEqual(["1", "2", "3"]);
  expect(await filtered(id, "a", "not-equals", "9")).toEqual(["2", "3", "4"]);
  expect(await filtered(id, "d", "equals", "1.1")).toEqual(["1"]);
  expect(await filtered(id, "d", "greater", "1.105")).toEqual(["2"]);
  expect(await filtered(id, "d", "less", "-1.099")).toEqual(["3"]);
  expect(await filtered(id, "h", "equals", "170141183460469231731687303715884105727")).toEqual(["1"]);
  expect(await filtered(id, "h", "greater", "9007199254740992.5")).toEqual(["1", "3"]);
  expect(await filtered(id, "f", "less", "1")).toEqual(["1"]);
  await expect(filtered(id, "a", "less", "many")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(filtered(id, "f", "less", "many")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(filtered(id, "missing", "less", "1")).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("filters texts, moments, truth and what is nested", async () => {
  const id = await keep(`SELECT * FROM (VALUES
    (1, 'Größe 10%', DATE '2024-01-31', true, {'k': [1, 2]}, TIMESTAMP '2024-01-31 10:00:00'),
    (2, 'GRÖSSE', DATE '2023-12-31', false, {'k': [3]}, TIMESTAMP '2023-12-31 00:00:00'),
    (3, NULL, NULL, NULL, NULL, NULL), (4, '', DATE '2024-06-01', true, {'k': []}, TIMESTAMP '2024-06-01 00:00:00'))
    t(id, name, day, flag, nested, moment)`);
  expect(await filtered(id, "name", "contains", "grö")).toEqual(["1", "2"]);
  expect(await filtered(id, "name", "starts-with", "größe 10%")).toEqual(["1"]);
  expect(await filtered(id, "name", "equals", "")).toEqual(["4"]);
  expect(await filtered(id, "name", "is-null")).toEqual(["3"]);
  expect(await filtered(id, "name", "is-not-null")).toEqual(["1", "2", "4"]);
  expect(await filtered(id, "name", "equals", "'; DROP TABLE result --")).toEqual([]);
  expect(await filtered(id, "day", "greater", "2024-01-01")).toEqual(["1", "4"]);
  expect(await filtered(id, "day", "contains", "2024-06")).toEqual(["4"]);
  expect(await filtered(id, "moment", "less-or-equal", "2024-01-31")).toEqual(["2"]);
  expect(await filtered(id, "flag", "equals", "TRUE")).toEqual(["1", "4"]);
  expect(await filtered(id, "nested", "contains", "[1,2]")).toEqual(["1"]);
  await expect(filtered(id, "day", "less", "soon")).rejects.toMatchObject({
    code: "INVALID_INPUT",
    hint: "Enter a date like 2024-12-31.",
  });
});

test("keeps the last few orders of a result, and the same arrangement is the same view", async () => {
  const id = await keep("SELECT i, i % 3 AS k FROM range(10) t(i)");
  const first = await arranged(id, [{ column: "k", descending: false }]);
  expect((await arranged(id, [{ column: "k", descending: false }])).viewId).toBe(first.viewId);
  for (let at = 0; at < 8; at += 1) {
    await arranged(id, [], [{ column: "i", op: "greater", value: String(at) }]);
  }
  await expect(rowsOf(engines, id, 0, 1, first.viewId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const kept = (await readdir(join(engines.paths.cache, "results", id))).filter((name) => name.endsWith(".order"));
  expect(kept).toHaveLength(6);
});

test("an order survives the engine that made it", async () => {
  const id = await keep("SELECT i FROM range(5) t(i)");
  const { viewId } = await arranged(id, [{ column: "i", descending: true }]);
  await engines.files.stop();
  expect(await rowsOf(engines, id, 0, 2, viewId)).toEqual([["4"], ["3"]]);
});

test("exports a view: its columns, its order, and ranges of its rows", async () => {
  const id = await keep(`SELECT i AS "Id", i % 10 AS k, 'text ' || i AS t FROM range(1000) t(i)`);
  const sort = [
    { column: "k", descending: true },
    { column: "Id", descending: false },
  ];
  const { viewId } = await arranged(id, sort, [{ column: "Id", op: "less", value: "500" }]);
  const path = `${target}.csv`;
  const source = { kind: "result", resultSetId: id, columns: ["t", "Id"] } as const;
  const options = CsvOptions.parse({});
  const call = { readable: [], signal: signal(), onProgress: () => {} };
  const whole = { ...source, viewId, ranges: null };
  expect(await engines.files.writeFile(whole, { path, format: "csv", options }, call)).toMatchObject({ rows: 500 });
  const lines = (await readFile(path, "utf8")).split("\n");
  expect(lines.slice(0, 3)).toEqual(["t,Id", "text 9,9", "text 19,19"]);

  const some = {
    ...source,
    viewId,
    ranges: [
      [49, 51],
      [0, 2],
      [1, 1],
    ] as const,
  };
  await engines.files.writeFile(some, { path, format: "csv", options }, call);
  expect(await readFile(path, "utf8")).toBe("t,Id\ntext 9,9\ntext 19,19\ntext 499,499\ntext 8,8\n");

  const ranges = Array.from({ length: 100 }, (_, at) => [at * 10, at * 10 + 1] as const);
  const many = { kind: "result", resultSetId: id, columns: null, viewId: null, ranges } as const;
  await engines.files.writeFile(many, { path, format: "csv", options }, call);
  expect((await readFile(path, "utf8")).split("\n").slice(0, 3)).toEqual(["Id,k,t", "0,0,text 0", "10,0,text 10"]);
  await expect(
    engines.files.writeFile({ ...whole, viewId: "0".repeat(24) }, { path, format: "csv", options }, call),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an export that is cancelled, or whose engine is killed, leaves what was there", async () => {
  const path = `${target}.xlsx`;
  await writeFile(path, "before");
  const id = await keep("SELECT i, md5(i::VARCHAR) AS a, md5((i + 1)::VARCHAR) AS b FROM range(300000) t(i)");
  const source = { kind: "result", resultSetId: id, columns: null, viewId: null, ranges: null } as const;
  const options = XlsxOptions.parse({});
  for (const end of ["cancel", "kill"]) {
    const stop = new AbortController();
    const onProgress = vi.fn<() => void>();
    const call = { readable: [], signal: stop.signal, onProgress };
    const writing = engines.files.writeFile(source, { path, format: "xlsx", options }, call);
    writing.catch(() => {});
    await vi.waitFor(() => expect(onProgress).toHaveBeenCalled(), { timeout: 20_000 });
    if (end === "cancel") stop.abort();
    else for (const child of engines.processes) child.kill();
    await expect(writing).rejects.toMatchObject({ code: end === "cancel" ? "CANCELLED" : "ENGINE_LOST" });
    expect(await readFile(path, "utf8")).toBe("before");
    expect((await readdir(engines.folder)).filter((name) => name.endsWith(".partial"))).toEqual([]);
  }
});

test("runs statements of Lakeshore's own over the files they may read", async () => {
  const given = join(engines.folder, "given.csv");
  await writeFile(given, "a\n1\n2\nx\n");
  const options = { readable: [given], signal: signal(), maxRows: 10 };
  const blocks = await engines.files.script(
    [
      { sql: `CREATE TEMP TABLE loaded AS FROM read_csv('${given}', types = {'a': 'INTEGER'}, store_rejects = true)` },
      { sql: "SELECT a, $1 AS note FROM loaded ORDER BY a", params: ["é"] },
      { sql: "SELECT line, csv_line FROM reject_errors" },
    ],
    options,
  );
  expect(blocks[1]?.rows).toEqual([
    ["1", "é"],
    ["2", "é"],
  ]);
  expect(blocks[2]?.rows).toEqual([["4", "x"]]);
  expect(await engines.files.rows({ sql: `FROM range(100)` }, { ...options, maxRows: 3 })).toEqual({
    columns: [{ name: "range", type: "BIGINT", kind: "integer" }],
    rows: [["0"], ["1"], ["2"]],
  });
  await expect(engines.files.rows({ sql: `FROM '${given}'` }, { ...options, readable: [] })).rejects.toMatchObject({
    code: "QUERY_FAILED",
  });
});
