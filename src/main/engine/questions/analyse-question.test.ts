import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseQuestion } from "./analyse-question.ts";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
const analyse = (sql: string) => analyseQuestion(connection, sql);
const names = async (sql: string) =>
  (await analyse(sql)).tables.map(({ qualifiers, name }) => [...qualifiers, name].join("|"));

describe("what a text is", () => {
  it.each([
    ["SELECT 1", "select"],
    ["from raw.flights", "select"],
    ["VALUES (1), (2)", "select"],
    ["WITH a AS (SELECT 1) FROM a", "select"],
    ["(SELECT 1) UNION ALL (SELECT 2)", "select"],
    ["PIVOT raw.sales ON month USING sum(price)", "select"],
    ["SELECT * FROM (PIVOT raw.sales ON month USING sum(price))", "select"],
    ["UNPIVOT raw.sales ON a, b INTO NAME n VALUE v", "select"],
    ["SELECT\u00a01", "select"],
    ["-- comment\n;SELECT 1;;", "select"],
    ["EXPLAIN SELECT 1", "explain"],
    ["EXPLAIN ANALYZE FROM raw.a", "explain"],
    ["EXPLAIN (FORMAT json) SELECT 1", "explain"],
    ["DESCRIBE raw.flights", "describe"],
    ["DESCRIBE SELECT 1", "describe"],
    ["SHOW TABLES", "show"],
    ["SUMMARIZE raw.flights", "summarize"],
  ])("takes %s for a %s", async (sql, statement) => {
    expect((await analyse(sql)).statement).toBe(statement);
  });

  it.each([
    "INSERT INTO a VALUES (1)",
    "EXPLAIN INSERT INTO a VALUES (1)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO 'x.csv'",
    "EXPLAIN EXPLAIN DELETE FROM a",
    "CREATE TABLE a AS SELECT 1",
    "CREATE TEMP MACRO f() AS 1",
    "PRAGMA version",
    "CALL pragma_version()",
    "SET threads = 1",
    "RESET threads",
    "USE raw",
    "ATTACH 'x.db'",
    "DETACH x",
    "COPY (SELECT 1) TO 'x.csv'",
    "COPY raw.a FROM 'x.csv'",
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CHECKPOINT",
    "VACUUM",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "DEALLOCATE p",
    "BEGIN",
    "SELECT 1 INTO x",
    "WITH a AS (INSERT INTO t VALUES (1) RETURNING *) FROM a",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE x -- SELECT",
    "/* SELECT */ DROP TABLE x",
    "SELECT 1 /* ; */; DROP TABLE x",
    "SELECT '; '' ;'; DROP TABLE x",
    "SELECT $a$ ; $a$; DROP TABLE x",
    'SELECT 1 AS ";"; DROP TABLE x',
    "SELECT E'\\'; '; DROP TABLE x",
    "CREATE TYPE t AS ENUM ('a'); PIVOT a ON b USING sum(c)",
    "PIVOT a ON b USING sum(c); DROP TABLE x",
    "\ufeffDROP TABLE x",
    "SELECT 1\0; DROP TABLE x",
    "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE",
    "COMMENT ON TABLE x IS 'y'",
    "SHOW VARIABLES",
  ])("refuses %j", async (sql) => {
    await expect(analyse(sql)).rejects.toMatchObject({ code: "QUERY_REFUSED" });
  });

  it("says which statement it refused and what to do instead", async () => {
    await expect(analyse(" \n  copy raw.a TO 'x'")).rejects.toMatchObject({
      message: expect.stringContaining("COPY is not run") as unknown,
      hint: expect.stringContaining("export its result") as unknown,
      details: { statement: "COPY", line: 2, column: 3, offset: 4 },
    });
  });

  it.each(["", "  \n", "-- only a comment", "/* only */ ;;"])("finds no statement in %j", async (sql) => {
    await expect(analyse(sql)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it.each([
    ["SELEC 1", { line: 1, column: 1, offset: 0 }],
    ["SELECT 'é😀', ]", { line: 1, column: 14, offset: 14 }],
    ["SELECT 1,\r\n\t'é😀' +", { line: 2, column: 8, offset: 19 }],
    ["EXPLAIN SELECT )", { line: 1, column: 16, offset: 15 }],
  ])("points at the syntax error of %j", async (sql, place) => {
    await expect(analyse(sql)).rejects.toMatchObject({ code: "QUERY_FAILED", details: place });
  });
});

describe("what a text names", () => {
  it.each([
    ["FROM raw.flights", ["raw|flights"]],
    ["FROM a.b.c", ["a|b|c"]],
    [
      "SELECT * FROM raw.a JOIN 'raw/b.csv' USING (x) WHERE EXISTS (FROM trusted.c)",
      ["raw|a", "raw/b.csv", "trusted|c"],
    ],
    ["WITH a AS (FROM raw.x) SELECT * FROM a JOIN A AS b USING (y)", ["raw|x"]],
    ["WITH a AS (FROM a) FROM a", ["a"]],
    ["WITH a AS (SELECT 1), b AS (FROM a) FROM b", []],
    ["WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) FROM t", []],
    ["SELECT (WITH a AS (SELECT 1) SELECT * FROM a), b FROM a", ["a"]],
    ["WITH raw AS (SELECT 1) FROM raw.flights", ["raw|flights"]],
    ["DESCRIBE raw.a", ["raw|a"]],
    ["SUMMARIZE 'raw/a.csv'", ["raw/a.csv"]],
    ["PIVOT raw.a ON m IN ('x') USING sum(p)", ["raw|a"]],
  ])("finds the tables of %s", async (sql, expected) => {
    expect(await names(sql)).toEqual(expected);
  });

  it("counts too much rather than too little where DuckDB gives no tree", async () => {
    const found = await names("WITH q AS (FROM 'raw/y.csv') FROM (PIVOT raw.x ON a USING sum(b)) JOIN q ON true");
    expect(found).toEqual(expect.arrayContaining(["raw/y.csv", "raw|x"]));
  });

  it("points at names behind emoji, tabs and CRLF", async () => {
    const sql = "SELECT '😀é'\r\n\tFROM raw.a";
    const { tables } = await analyse(sql);
    expect(tables[0]?.offset).toBe(sql.indexOf("raw.a"));
  });

  it.each([
    ["FROM read_csv('raw/a.csv', header = true)", ["raw/a.csv"], "'raw/a.csv'"],
    ["FROM main.read_parquet ( /* two */ ['a', 'b''c'] )", ["a", "b'c"], "['a', 'b''c']"],
    ["SELECT '😀' FROM \"read_text\"($$x$$)", ["x"], "$$x$$"],
    ["PIVOT read_csv('a.csv') ON b USING sum(c)", ["a.csv"], "'a.csv'"],
  ])("finds the files of %s", async (sql, paths, argument) => {
    const [call] = (await analyse(sql)).calls;
    expect(call?.paths).toEqual(paths);
    expect(sql.slice(call?.start, call?.end)).toBe(argument);
  });

  it.each([
    "FROM read_csv('a' || '.csv')",
    "FROM read_csv(['a.csv', 'b' || 'c'])",
    "FROM read_csv((SELECT 'a.csv'))",
    "FROM read_csv($1)",
    "FROM read_csv(lower('a'))",
    "FROM read_csv('a'\n'b')",
    "SELECT (FROM read_text('a' || 'b'))",
    "WITH x AS (FROM read_blob(concat('a'))) FROM x",
    "FROM raw.a, LATERAL (FROM read_text(a.path))",
  ])("refuses paths that are not written out: %s", async (sql) => {
    await expect(analyse(sql)).rejects.toMatchObject({ code: "QUERY_REFUSED" });
  });

  it("gives a path in an escaped text as it is written, so that it names no file", async () => {
    expect((await analyse("FROM read_csv(E'a\\x41.csv')")).calls).toMatchObject([{ paths: ["E'a\\x41.csv'"] }]);
  });

  it.each([
    "SELECT getenv('HOME')",
    "SELECT list_transform(['HOME'], lambda x: getenv(x))",
    "SELECT current_setting('temp_directory')",
    "SELECT write_log('x')",
    "FROM duckdb_settings()",
    "FROM duckdb_secrets()",
    "FROM duckdb_databases()",
    "FROM query('SELECT 1')",
    "FROM query_table('raw.a')",
    "FROM read_duckdb('a.db')",
    "FROM json_execute_serialized_sql('{}')",
    "FROM arrow_scan(1, 2, 3)",
    "FROM seq_scan('x')",
    "FROM enable_logging()",
    "FROM enable_profiling()",
    "FROM checkpoint()",
    "FROM some_extension_function('x')",
    "PIVOT query('SELECT 1') ON b USING sum(c)",
    "PIVOT raw.a ON getenv(b) USING sum(c)",
  ])("refuses the function in %s", async (sql) => {
    await expect(analyse(sql)).rejects.toMatchObject({ code: "QUERY_REFUSED" });
  });
});
