import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CsvOptions } from "../../../shared/domain/export-options.ts";
import { writeCsv } from "./csv-writer.ts";

const connection = await (await DuckDBInstance.create()).connect();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-csv-"));
  path = join(folder, "out.csv");
});
afterEach(() => rm(folder, { recursive: true }));

const run = (sql: string, options: Partial<CsvOptions> = {}, signal = new AbortController().signal) =>
  writeCsv(connection, { sql }, { path }, CsvOptions.parse(options), { signal, onProgress: () => undefined });

async function text(sql: string, options: Partial<CsvOptions> = {}): Promise<string> {
  await run(sql, options);
  const bytes = await readFile(path);
  return (options.gzip ? gunzipSync(bytes) : bytes).toString();
}

describe("values", () => {
  test("keeps every digit, leading zeros and text that looks like a formula", async () => {
    const sql = `SELECT 170141183460469231731687303715884105727 AS huge, 1.10::DECIMAL(38,20) AS exact, '007' AS code,
      '=1+1' AS formula, '-2' AS minus, 0.1::DOUBLE AS d`;
    expect(await text(sql)).toBe(
      "huge,exact,code,formula,minus,d\n170141183460469231731687303715884105727,1.10000000000000000000,007,=1+1,-2,0.1\n",
    );
  });

  test("writes nested values as JSON, binary as hex and moments in UTC whatever the session's zone", async () => {
    await connection.run("SET TimeZone = 'America/New_York'");
    const sql = `SELECT {'a': [1, 2]} AS s, '\\xAB'::BLOB AS b, TIMESTAMPTZ '2024-01-01 00:00:00+02' AS t`;
    expect(await text(sql)).toBe(`s,b,t\n"{""a"":[1,2]}",ab,2023-12-31 22:00:00+00\n`);
  });

  test("tells NULL from the empty string and from the text that stands for NULL", async () => {
    const sql = "SELECT * FROM (VALUES (1, NULL), (2, ''), (3, 'NA')) AS t(i, v) ORDER BY i";
    expect(await text(sql)).toBe('i,v\n1,\n2,""\n3,NA\n');
    expect(await text(sql, { nullText: "NA" })).toBe('i,v\n1,NA\n2,\n3,"NA"\n');
  });

  test("tells repeated column names apart as DuckDB does, on both ways", async () => {
    for (const gzip of [false, true]) expect(await text("SELECT 1 AS a, 2 AS a", { gzip })).toBe("a,a_1\n1,2\n");
  });
});

describe("dialect", () => {
  test("uses the chosen delimiter, line end, header and byte-order mark", async () => {
    const sql = "SELECT 'a;b' AS x, 'c,d' AS y";
    expect(await text(sql, { delimiter: ";", lineEnd: "\r\n" })).toBe('x;y\r\n"a;b";c,d\r\n');
    expect(await text(sql, { header: false, delimiter: "\t" })).toBe("a;b\tc,d\n");
    expect(await text(sql, { byteOrderMark: true, delimiter: ";" })).toBe('\uFEFFx;y\n"a;b";c,d\n');
  });

  test("quotes all values, or all that are not numbers", async () => {
    const sql = `SELECT 1 AS n, 'say "hi"' AS t, true AS b, NULL::VARCHAR AS z`;
    expect(await text(sql, { quoting: "all" })).toBe('"n","t","b","z"\n"1","say ""hi""","true",\n');
    expect(await text(sql, { quoting: "non-numeric" })).toBe('"n","t","b","z"\n1,"say ""hi""","true",\n');
  });

  const dialects: Partial<CsvOptions>[] = [
    {},
    { delimiter: ";", lineEnd: "\r\n" },
    { delimiter: "." },
    { delimiter: "-" },
    { delimiter: "0" },
    { nullText: "NULL" },
    { nullText: "0" },
    { quoting: "all" },
    { header: false },
  ];
  test.each(dialects)(
    "writes the same bytes with %j through COPY and through the compressed stream",
    async (options) => {
      const sql = `SELECT i, chr(i) AS c, concat('x', chr(i), ' y') AS "t#", -i / 4 AS d, CASE WHEN i % 3 > 0 THEN '' END AS e,
      DATE '2020-01-01' + i AS day, i::DECIMAL(9,2) AS m, to_hours(i) AS iv FROM (SELECT range::INTEGER AS i FROM range(5000))`;
      expect(await text(sql, { ...options, gzip: true })).toBe(await text(sql, options));
    },
  );
});

describe("the file", () => {
  test("keeps the order of a sorted source and counts its rows", async () => {
    const sql = "SELECT range AS i FROM range(300000) ORDER BY i DESC";
    for (const gzip of [false, true]) {
      const written = await run(sql, { gzip, header: false });
      const lines = (gzip ? gunzipSync(await readFile(path)) : await readFile(path)).toString().split("\n");
      expect(written.rows).toBe(300_000);
      expect(written.bytes).toBe((await readFile(path)).length);
      expect(lines.slice(0, -1).every((line, index) => line === String(299_999 - index))).toBe(true);
    }
  });

  test.each([{ gzip: false }, { gzip: true }])(
    "leaves the old file and no other when a query fails midway (%j)",
    async (options) => {
      await writeFile(path, "old");
      const failing = "SELECT CASE WHEN range = 900000 THEN error('boom') ELSE range END AS i FROM range(1000000)";
      await expect(run(failing, options)).rejects.toMatchObject({ code: "QUERY_FAILED", message: /boom/ });
      expect(await readdir(folder)).toEqual(["out.csv"]);
      expect(await readFile(path, "utf8")).toBe("old");
    },
  );

  test.each([{ gzip: false }, { gzip: true }])(
    "stops at once and leaves nothing when cancelled (%j)",
    async (options) => {
      const controller = new AbortController();
      const running = run("SELECT range AS i FROM range(100000000000)", options, controller.signal);
      await expect.poll(async () => (await readdir(folder)).length).toBe(1);
      controller.abort();
      await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test("does not begin when it was cancelled before", async () => {
    await expect(run("SELECT 1", {}, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await readdir(folder)).toEqual([]);
  });

  test("says that the folder is missing, or that the target is a folder", async () => {
    for (const gzip of [false, true]) {
      path = join(folder, "no", "out.csv");
      await expect(run("SELECT 1", { gzip })).rejects.toMatchObject({ code: "NOT_FOUND" });
      path = folder;
      await expect(run("SELECT 1", { gzip })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
  });
});
