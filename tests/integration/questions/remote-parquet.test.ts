import { DuckDBInstance } from "@duckdb/node-api";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { BLOCK } from "../../../src/main/lake/remote/block-cache/block-layout.ts";
import type { Cell } from "../../../src/shared/domain/columns.ts";
import { AskedLake } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const GROUPS = 10;
const ROWS = 400_000;
const COLUMNS = 30;
let lake: AskedLake;
let size: number;

beforeAll(async () => {
  lake = await AskedLake.create({ place: "remote" });
  const duckdb = await (await DuckDBInstance.create()).connect();
  const numbers = Array.from({ length: COLUMNS }, (_, index) => `hash(i * ${COLUMNS} + ${index}) AS n${index}`);
  const wide = `SELECT i AS id, TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS ts, 'name ' || i AS name, i % 7 AS kind,
    {x: i, y: [i, i + 1]} AS nested, CASE WHEN i % 3 = 0 THEN NULL ELSE i / 2.0 END AS half, ${numbers.join(", ")}
    FROM range(${ROWS}) t(i)`;
  await lake.write("raw/placeholder.txt", "");
  await duckdb.run(`COPY (${wide}) TO '${join(lake.root, "raw/wide.parquet")}' (ROW_GROUP_SIZE ${ROWS / GROUPS})`);
  await mkdir(join(lake.root, "raw/parts"));
  await duckdb.run(`COPY (SELECT i AS id, i % 3 AS year, 'v' || i AS v, hash(i) AS h FROM range(30000) t(i))
    TO '${join(lake.root, "raw/parts")}' (FORMAT parquet, PARTITION_BY (year), OVERWRITE_OR_IGNORE)`);
  await lake.write("raw/kinds.csv", "kind,label\n1,one\n2,two\n");
  duckdb.closeSync();
  ({ size } = await stat(join(lake.root, "raw/wide.parquet")));
});
afterAll(() => lake.dispose());
afterEach(() => {
  lake.count.beforeRead = null;
});

/** What DuckDB answers over the files themselves. */
async function straight(sql: string): Promise<Cell[][]> {
  const duckdb = await (await DuckDBInstance.create()).connect();
  await duckdb.run("SET TimeZone = 'UTC'");
  await duckdb.run("CREATE SCHEMA raw");
  const path = (name: string) => `'${join(lake.root, "raw", name)}'`;
  await duckdb.run(`CREATE VIEW raw.wide AS FROM ${path("wide.parquet")}`);
  await duckdb.run(
    `CREATE VIEW raw.parts AS FROM read_parquet(${path("parts/*/*.parquet")}, hive_partitioning = true)`,
  );
  await duckdb.run(`CREATE VIEW raw.kinds AS FROM ${path("kinds.csv")}`);
  const read = await duckdb.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`);
  const rows = read.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
  duckdb.closeSync();
  return rows;
}

describe("answers are those of the files themselves", () => {
  it.each([
    "SELECT count(*) FROM raw.wide",
    "SELECT n3 FROM raw.wide WHERE ts > TIMESTAMP '2024-01-05 14:00:00' ORDER BY n3 LIMIT 5",
    "SELECT count(*), min(name), max(name) FROM raw.wide WHERE ts > TIMESTAMP '2024-01-05 14:00:00'",
    "SELECT count(half), sum(id) FROM raw.wide WHERE id BETWEEN 100 AND 150000 OR id = 399999",
    "SELECT id, name FROM raw.wide WHERE name = 'name 123456'",
    "SELECT id FROM raw.wide WHERE id < 0",
    "SELECT id, n0, n1 FROM raw.wide LIMIT 3 OFFSET 50000",
    "SELECT nested::JSON FROM raw.wide WHERE id IN (5, 390000) ORDER BY id",
    "SELECT nested.x, nested.y[2] FROM raw.wide WHERE id = 200001",
    "SELECT count(*) FROM raw.wide a JOIN raw.wide b ON a.id = b.id + 1 WHERE a.id < 10 AND b.n5 > 0",
    "SELECT label, count(*) FROM raw.wide JOIN raw.kinds USING (kind) GROUP BY ALL ORDER BY 1",
    "SELECT max(ts) FROM raw.wide",
    "SELECT half FROM raw.wide WHERE half IS NULL AND id > 399990 ORDER BY id",
    "SELECT count(*) FROM raw.wide WHERE half > 199990.0",
    "SELECT id FROM raw.wide ORDER BY n7 DESC LIMIT 2",
    "SELECT count(*) FROM raw.parts",
    "SELECT year, count(v) FROM raw.parts WHERE year = 2 AND id > 100 GROUP BY ALL",
    "SELECT max(v) FROM raw.parts WHERE id >= 29998",
    "WITH late AS MATERIALIZED (FROM raw.wide WHERE id > 399000) SELECT count(*), max(n2) FROM late WHERE kind = 3",
    "SELECT count(*) FROM raw.wide WHERE ts < now()",
    "SELECT * EXCLUDE (nested) FROM raw.wide WHERE id = 7",
    "SELECT kind FROM raw.wide WHERE id = 7 UNION ALL SELECT id FROM raw.parts WHERE id = 9",
    "SELECT (SELECT max(id) FROM raw.parts) AS m, id FROM raw.wide WHERE id = 5",
    "FROM (PIVOT (SELECT kind, id FROM raw.wide WHERE id < 100) ON kind USING sum(id))",
  ])("%s", async (sql) => {
    expect(await lake.rows(sql)).toEqual(await straight(sql));
  });

  it("describes, summarizes and explains", async () => {
    expect((await lake.rows("DESCRIBE raw.wide")).slice(0, 3).map(([name, type]) => [name, type])).toEqual([
      ["id", "BIGINT"],
      ["ts", "TIMESTAMP"],
      ["name", "VARCHAR"],
    ]);
    expect(await lake.rows("SELECT column_name, max FROM (SUMMARIZE SELECT id FROM raw.wide)")).toEqual([
      ["id", "399999"],
    ]);
    expect(await lake.ask("EXPLAIN ANALYZE SELECT id FROM raw.wide")).toMatchObject({ statement: "explain" });
  });
});

describe("what is fetched", () => {
  /** Copies the wide file, so that nothing of it is known. */
  async function fresh(name: string) {
    await lake.write(`raw/${name}.parquet`, await readFile(join(lake.root, "raw/wide.parquet")));
    lake.count.reset();
    return `raw.${name}`;
  }
  /** What the footer costs. */
  const overhead = 4 * BLOCK;

  it("is one column of the row groups that a filter leaves", async () => {
    const name = await fresh("filtered");
    const sql = `SELECT sum(n3) FROM ${name} WHERE ts > TIMESTAMP '2024-01-05 14:00:00'`;
    await lake.ask(sql);
    // Two columns of one group, of thirty-six of ten.
    expect(lake.count.bytes).toBeLessThan(overhead + size / 100 + 4 * BLOCK);
    expect(size).toBeGreaterThan(10 * overhead);
    lake.count.reset();
    await lake.ask(sql);
    expect(lake.count.bytes).toBe(0);
  });

  it("is hardly anything for a count and for the first rows of one column", async () => {
    const name = await fresh("counted");
    await lake.ask(`SELECT count(*) FROM ${name}`);
    await lake.ask(`DESCRIBE ${name}`);
    await lake.ask(`SELECT id FROM ${name} LIMIT 10`);
    expect(lake.count.bytes).toBeLessThan(overhead + size / 20);
  });

  it.each(["year = 2", "year IN (2, 7) AND h > 0", "year BETWEEN 2 AND 5", "2 < year + 1"])(
    "is nothing of partitions that %s leaves out",
    async (filter) => {
      const duckdb = await (await DuckDBInstance.create()).connect();
      const folder = join(lake.root, "raw", `keyed ${filter.length}`);
      await mkdir(folder, { recursive: true });
      await duckdb.run(`COPY (SELECT i % 3 AS year, hash(i) AS h FROM range(400000) t(i)) TO '${folder}'
        (FORMAT parquet, PARTITION_BY (year), OVERWRITE_OR_IGNORE)`);
      const all = await duckdb.runAndReadAll(
        `SELECT sum(h % 10)::VARCHAR FROM read_parquet('${folder}/*/*.parquet', hive_partitioning = true) WHERE ${filter}`,
      );
      duckdb.closeSync();
      lake.count.reset();
      const asked = await lake.rows(`SELECT sum(h % 10) FROM raw."keyed ${filter.length}" WHERE ${filter}`);
      expect(asked).toEqual(all.getRows().map(([sum]) => [String(sum)]));
      // A third of 3.2 MB, and the footers.
      expect(lake.count.bytes).toBeLessThan(1_100_000 + 3 * overhead);
    },
  );

  it("is no column at all where the question itself is wrong", async () => {
    const wrong = `EXPLAIN SELECT name,\n  nmae FROM ${await fresh("wrong")}`;
    await expect(lake.ask(wrong)).rejects.toMatchObject({
      code: "QUERY_FAILED",
      message: expect.stringContaining("nmae"),
      hint: expect.stringContaining('"name"'),
      details: { line: 2, column: 3 },
    });
    expect(lake.count.bytes).toBeLessThan(overhead);
  });

  it("is one version: an object that changes in the middle is an error", async () => {
    const name = await fresh("changing");
    const other = await readFile(join(lake.root, "raw/wide.parquet"));
    let reads = 0;
    lake.count.beforeRead = ({ range }) => {
      if (!range || range.end - range.start < 4 * BLOCK) return undefined;
      reads += 1;
      return reads === 2 ? lake.write("raw/changing.parquet", other) : undefined;
    };
    await expect(lake.ask(`SELECT sum(n3 % 10), sum(n4 % 10) FROM ${name}`)).rejects.toMatchObject({
      code: "CHANGED_WHILE_READING",
    });
  });
});
