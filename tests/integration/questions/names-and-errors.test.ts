import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TableEntry } from "../../../src/shared/domain/table-entry.ts";
import { AskedLake, askedPlaces } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const { signal } = new AbortController();
describe.each(askedPlaces)("on a %s lake", (place) => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await AskedLake.create({ place });
    await lake.write("raw/flights/a.csv", "id,origin\n1,LAS\n2,PHL\n");
    await lake.write("raw/flights/b.csv", "id,origin\n3,LAS\n");
    await lake.write("raw/routes.csv", "origin,name\nLAS,x\n");
    await lake.write("raw/Mixed Case.csv", "id\n1\n");
    await lake.write("raw/twice.csv", "id\n1\n");
    await lake.write("raw/twice.json", '[{"id":2}]');
    await lake.write("raw/2024/01/deep.csv", "id\n7\n");
    await lake.write("data/refined/total.csv", "n\n5\n");
    await lake.tables.put(table("journeys", "flights/"), null, { signal });
    await lake.tables.put(table("routes", "flights/a.csv"), null, { signal });
  });
  afterAll(() => lake.dispose());

  function table(name: string, location: string): TableEntry {
    const column = { name: "id", type: "VARCHAR", kind: "text", description: "" } as const;
    return {
      zoneId: "raw",
      name,
      location,
      format: "delimited",
      columns: [column],
      partitionKeys: [],
      description: "",
      readOptions: {},
      kind: "table",
      catalogName: null,
      viewText: null,
      revision: 0,
      updatedAt: null,
    };
  }

  describe("what a name stands for", () => {
    it.each([
      ["raw.flights", "3"],
      ["RAW.Flights", "3"],
      ['raw."flights/"', "3"],
      ['raw."flights/a.csv"', "2"],
      ['raw."flights/a"', "2"],
      ["'raw/flights/a.csv'", "2"],
      ["'./raw/flights/a.csv'", "2"],
      ["'raw/flights/'", "3"],
      ["'raw/flights/[ab].csv'", "3"],
      ["'raw/**/deep.csv'", "1"],
      ['raw."**/deep.csv"', "1"],
      ["'data/refined/total.csv'", "1"],
      ["'refined/total.csv'", "1"],
      ["refined.total", "1"],
      ['raw."mixed case"', "1"],
      ["raw.journeys", "3"],
      ["raw.routes", "2"],
      ['raw."twice.csv"', "1"],
      ["raw.flights JOIN raw.journeys USING (origin) JOIN 'raw/routes.csv' USING (origin)", "4"],
      ["(WITH flights AS (FROM raw.flights WHERE id = '1' OR id = 1) FROM flights)", "1"],
      ["(PIVOT raw.flights ON origin USING count(*))", "3"],
      ["(SELECT * FROM raw.flights UNPIVOT (v FOR n IN (id)))", "3"],
      ["(FROM raw.flights TABLESAMPLE 100%)", "3"],
    ])("counts the rows of %s", async (from, rows) => {
      expect(await lake.rows(`SELECT count(*) FROM ${from}`)).toEqual([[rows]]);
    });

    it("prefers the types of a registered table", async () => {
      expect(await lake.rows("SELECT typeof(id) FROM raw.journeys LIMIT 1")).toEqual([["VARCHAR"]]);
      expect(await lake.rows("SELECT typeof(id) FROM raw.flights LIMIT 1")).toEqual([["BIGINT"]]);
    });

    it.each([
      ["raw.twice", "can mean 2 datasets", 'raw."twice.csv", raw."twice.json"'],
      ["raw.flihgts", "no dataset “flihgts”", "Did you mean raw.flights"],
      ["rav.flights", "no zone “rav”", "Did you mean raw?"],
      ["flights", "write the zone before the dataset", "Did you mean raw.flights?"],
      ["a.b.c", "a name is a zone and a dataset", "SHOW TABLES"],
      ["'raw/flights/*.parquet'", "No file matches", "Open the zone"],
      ["'raw/none.csv'", "no dataset “none.csv”", "SHOW TABLES"],
    ])("says what is wrong with %s", async (name, message, hint) => {
      await expect(lake.ask(`SELECT 1,\n  2 FROM ${name}`)).rejects.toMatchObject({
        code: "QUERY_FAILED",
        message: expect.stringContaining(message) as unknown,
        hint: expect.stringContaining(hint) as unknown,
        details: { line: 2, column: 10, offset: 19 },
      });
    });
  });

  describe("how a dataset is written", () => {
    it.each([
      ["flights/", "raw.journeys"],
      ["flights/b.csv", 'raw."flights/b.csv"'],
      ["routes.csv", 'raw."routes.csv"'],
      ["twice.csv", 'raw."twice.csv"'],
      ["Mixed Case.csv", 'raw."Mixed Case"'],
      ["2024/", 'raw."2024"'],
      ["2024/01/", 'raw."2024/01/"'],
    ])("writes %s as %s, which is found again", async (path, sql) => {
      expect(await lake.queries.nameOf({ zoneId: "raw", path }, { signal })).toBe(sql);
      expect(await lake.rows(`SELECT count(*) > 0 FROM ${sql}`)).toEqual([["true"]]);
    });
  });

  describe("places of errors in the text", () => {
    it.each([
      ["SELECT nope FROM raw.flights", "nope"],
      ["SELECT\r\n\t'😀é', nope\r\nFROM raw.flights", "nope"],
      ["-- 😀\nSELECT id\nFROM raw.flights\nWHERE\tnope = 1", "nope"],
      ["SELECT foo(id) FROM raw.flights", "foo(id)"],
      ["SELECT 'é', CAST(origin AS INTEGER) FROM raw.flights", "CAST(origin"],
      ["SELECT nope FROM read_csv('raw/flights/a.csv')", "nope"],
      ["FROM read_csv('raw/flights/a.csv') WHERE 'é' = '' OR nope", "nope"],
      ["FROM read_csv(['raw/flights/a.csv', 'raw/flights/b.csv']) JOIN read_csv('raw/routes.csv') ON nope", "nope"],
      ["EXPLAIN SELECT nope FROM raw.flights", "nope"],
      ["PIVOT raw.flights ON origin USING sum(nope)", "nope"],
    ])("points into %j", async (sql, at) => {
      const offset = sql.indexOf(at);
      await expect(lake.ask(sql)).rejects.toMatchObject({ code: "QUERY_FAILED", details: { offset } });
    });

    it("suggests columns", async () => {
      await expect(lake.ask("SELECT orign FROM raw.flights")).rejects.toMatchObject({
        message: expect.stringContaining("orign") as unknown,
        hint: expect.stringContaining("origin") as unknown,
      });
    });
  });

  describe("statements that describe", () => {
    it("runs DESCRIBE, SUMMARIZE, SHOW and EXPLAIN over datasets", async () => {
      expect(await lake.ask("DESCRIBE raw.flights")).toMatchObject({ statement: "describe", rows: 2 });
      expect(await lake.ask("SUMMARIZE 'raw/routes.csv'")).toMatchObject({ statement: "summarize", rows: 2 });
      expect(await lake.ask("EXPLAIN FROM raw.flights")).toMatchObject({ statement: "explain", rows: 1 });
      expect(await lake.ask("EXPLAIN ANALYZE FROM raw.flights")).toMatchObject({ statement: "explain", rows: 1 });
    });

    it("lists the lake's datasets and zones for SHOW", async () => {
      const names = await lake.rows("SHOW TABLES");
      expect(names).toEqual(
        expect.arrayContaining([
          ["raw", "flights"],
          ["raw", "journeys"],
          ["raw", "twice.csv"],
          ["refined", "total"],
        ]),
      );
      expect(await lake.rows("SHOW TABLES FROM refined")).toEqual([["refined", "total"]]);
      expect(await lake.rows("SHOW DATABASES")).toEqual([
        ["raw", "raw"],
        ["trusted", "trusted"],
        ["refined", "refined"],
      ]);
    });

    it("gives an editor the names of datasets, functions and keywords", async () => {
      const { tables, functions, keywords } = await lake.queries.vocabulary({ signal });
      expect(tables).toContainEqual({
        schema: "raw",
        name: "journeys",
        columns: [{ name: "id", type: "VARCHAR", kind: "text" }],
      });
      expect(tables).toContainEqual({ schema: "raw", name: "flights", columns: [] });
      expect(functions).toEqual(expect.arrayContaining(["sum", "read_csv", "strftime", "list_transform"]));
      expect(functions).not.toContain("getenv");
      expect(keywords).toContain("qualify");
    });
  });

  it("asks for nothing but one statement that reads", async () => {
    await expect(lake.ask("  ")).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(lake.ask("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "QUERY_REFUSED" });
    await expect(lake.ask("SELECT $1")).rejects.toMatchObject({ code: "QUERY_FAILED" });
  });
});
