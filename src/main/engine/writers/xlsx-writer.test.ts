import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { XlsxOptions } from "../../../shared/domain/export-options.ts";
import { writeXlsx } from "./xlsx-writer.ts";

// What the workbooks hold is read back by independent programs in tests/readers.

const connection = await (await DuckDBInstance.create()).connect();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-xlsx-"));
  path = join(folder, "out.xlsx");
});
afterEach(() => rm(folder, { recursive: true }));

const run = (
  sql: string,
  signal = new AbortController().signal,
  onProgress: (rows: number) => void = () => undefined,
) => writeXlsx(connection, { sql }, { path }, XlsxOptions.parse({}), { signal, onProgress });

test("counts rows up as it writes and says how large the file is", async () => {
  const progress: number[] = [];
  const written = await run("SELECT range AS i, 'text' AS t FROM range(100000)", undefined, (rows) =>
    progress.push(rows),
  );
  expect(written).toMatchObject({ rows: 100_000, sheets: 1, warnings: [], bytes: (await readFile(path)).length });
  expect(progress.length).toBeGreaterThan(2);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(100_000);
});

test("says how many texts were cut", async () => {
  const written = await run("SELECT repeat('x', 32766 + range::INTEGER) AS t FROM range(4)");
  expect(written.warnings).toEqual([
    "2 texts were longer than the 32,767 characters of an Excel cell; a note says where each was cut.",
  ]);
});

test("refuses more columns than a sheet has, and takes as many as it has", async () => {
  const columns = (count: number) => `SELECT ${Array.from({ length: count }, (_, i) => `${i} AS v${i}`).join(", ")}`;
  await expect(run(columns(16_385))).rejects.toMatchObject({ code: "TOO_LARGE", details: { columns: 16_385 } });
  expect(await readdir(folder)).toEqual([]);
  expect(await run(columns(700))).toMatchObject({ rows: 1 });
});

test("leaves the old file and no other when a query fails midway, and says why", async () => {
  await writeFile(path, "old");
  const failing = "SELECT CASE WHEN range = 90000 THEN error('boom') ELSE range END AS i FROM range(100000)";
  await expect(run(failing)).rejects.toMatchObject({ code: "QUERY_FAILED", message: /boom/ });
  expect(await readdir(folder)).toEqual(["out.xlsx"]);
  expect(await readFile(path, "utf8")).toBe("old");
});

test("stops and leaves nothing when cancelled midway", async () => {
  const controller = new AbortController();
  const running = run("SELECT range AS i FROM range(100000000000)", controller.signal, () => controller.abort());
  await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
  expect(await readdir(folder)).toEqual([]);
  expect((await connection.runAndReadAll("SELECT 42")).getRows()).toEqual([[42]]);
});

test("writes the same bytes for the same rows", async () => {
  const sql = "SELECT range AS i, 'a' AS t FROM range(5000)";
  await run(sql);
  const first = await readFile(path);
  await run(sql);
  expect(first.equals(await readFile(path))).toBe(true);
});
