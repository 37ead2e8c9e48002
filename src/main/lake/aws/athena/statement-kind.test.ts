import { describe, expect, it } from "vitest";
import { classifyStatement } from "./statement-kind.ts";

describe("a statement for Athena", () => {
  it.each([
    ["SELECT 1", "select"],
    ["  -- note\n/* more */ select 1;", "select"],
    ["(SELECT 1) UNION (SELECT 2)", "select"],
    ["VALUES 1, 2", "select"],
    ["TABLE sales.orders", "select"],
    ["WITH a AS (SELECT 1), b(x) AS (SELECT 2) SELECT * FROM a", "select"],
    ["WITH RECURSIVE t(n) AS (VALUES (1)) SELECT n FROM t", "select"],
    ["WITH a AS (SELECT 1) (SELECT * FROM a)", "select"],
    ["SELECT 'a; DROP TABLE b', \"drop;\" FROM `t;u`", "select"],
    ["SHOW PARTITIONS t", "show"],
    ["DESCRIBE t", "describe"],
    ["DESC t", "describe"],
    ["EXPLAIN INSERT INTO t SELECT 1", "explain"],
    ["EXPLAIN (FORMAT JSON) SELECT 1", "explain"],
    ["EXPLAIN ANALYZE (FORMAT JSON) SELECT 1", "explain"],
    ["EXPLAIN ANALYZE VERBOSE SELECT 1", "explain"],
  ])("reads: %s", (sql, kind) => {
    expect(classifyStatement(sql)).toEqual({ kind, onlyReads: true });
  });

  it.each([
    ["INSERT INTO t SELECT 1", "insert"],
    ["CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1 AS a", "ctas"],
    ["CREATE TABLE t AS (SELECT 1 AS a)", "ctas"],
    ["CREATE TABLE IF NOT EXISTS t AS WITH a AS (SELECT 1 b) SELECT * FROM a", "ctas"],
    ["CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://b/t/'", "ddl"],
    ["CREATE OR REPLACE VIEW v AS SELECT 1 AS a", "ddl"],
    ["DROP TABLE t", "ddl"],
    ["ALTER TABLE t ADD PARTITION (d = '1')", "ddl"],
    ["MSCK REPAIR TABLE t", "ddl"],
    ["UNLOAD (SELECT 1) TO 's3://b/p/' WITH (format = 'JSON')", "unload"],
    ["MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", "merge"],
    ["UPDATE t SET a = 1", "update"],
    ["DELETE FROM t", "delete"],
    ["WITH a AS (SELECT 1) DELETE FROM t", "delete"],
    ["EXECUTE prepared USING 1", "other"],
    ["OPTIMIZE t REWRITE DATA USING BIN_PACK", "other"],
    ["VACUUM t", "other"],
    ["USING EXTERNAL FUNCTION f(a int) RETURNS int LAMBDA 'x' SELECT f(1)", "other"],
    ["EXPLAIN ANALYZE INSERT INTO t SELECT 1", "explain"],
    // To Athena the first end mark ends a comment, whatever is in it.
    ["/* /* */ DROP TABLE t -- */ SELECT 1", "ddl"],
    ["-- SELECT\nDROP TABLE t", "ddl"],
  ])("may write: %s", (sql, kind) => {
    expect(classifyStatement(sql)).toEqual({ kind, onlyReads: false });
  });

  it("is one", () => {
    expect(() => classifyStatement("SELECT 1; DROP TABLE t")).toThrow(
      expect.objectContaining({ code: "QUERY_REFUSED", details: undefined }),
    );
  });
});
