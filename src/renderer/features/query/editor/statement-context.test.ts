import { describe, expect, test } from "vitest";
import { statementContext } from "./statement-context.ts";

/** The context where "|" stands. */
function at(marked: string) {
  const cursor = marked.indexOf("|");
  return statementContext(marked.replace("|", ""), cursor);
}

describe("what is known at the cursor", () => {
  test("names before the dot, and where the name begins", () => {
    expect(at("SELECT f.ca| FROM raw.flights f")).toMatchObject({ qualifier: ["f"], from: 9 });
    expect(at('SELECT raw."2024 flights".|')).toMatchObject({ qualifier: ["raw", "2024 flights"] });
    expect(at("SELECT |")).toMatchObject({ qualifier: [], from: 7 });
  });

  test("a table is expected behind FROM, JOIN and a comma of that list, also when a schema is typed", () => {
    expect(at("SELECT * FROM |")?.expectsTable).toBe(true);
    expect(at("SELECT * FROM raw.|")?.expectsTable).toBe(true);
    expect(at("SELECT * FROM a JOIN b|")?.expectsTable).toBe(true);
    expect(at("SELECT * FROM a x, |")?.expectsTable).toBe(true);
    expect(at("SELECT a, | FROM t")?.expectsTable).toBe(false);
    expect(at("SELECT * FROM t ORDER BY a, |")?.expectsTable).toBe(false);
  });

  test("nothing is completed inside of strings and comments", () => {
    expect(at("SELECT 'it''s |'")).toBeNull();
    expect(at("SELECT 1 -- about |")).toBeNull();
    expect(at("SELECT /* | */ 1")).toBeNull();
    expect(at("SELECT $$ a | $$")).toBeNull();
    expect(at("SELECT 'a'|")).not.toBeNull();
  });
});

describe("the sources of a statement", () => {
  test("with and without alias, with AS, and those behind the cursor", () => {
    expect(at("SELECT | FROM raw.flights f JOIN trusted.airports AS a ON f.o = a.i, weather")?.sources).toEqual([
      { path: ["raw", "flights"], alias: "f" },
      { path: ["trusted", "airports"], alias: "a" },
      { path: ["weather"], alias: null },
    ]);
  });

  test("a keyword behind a table is no alias", () => {
    expect(at("SELECT | FROM raw.flights WHERE x")?.sources).toEqual([{ path: ["raw", "flights"], alias: null }]);
    expect(at("SELECT | FROM a LEFT JOIN b USING (x)")?.sources.map(({ alias }) => alias)).toEqual([null, null]);
  });

  test("a subquery has its alias and its own sources", () => {
    expect(at("SELECT | FROM (SELECT * FROM raw.a x) s WHERE 1")?.sources).toEqual([
      { path: [], alias: "s" },
      { path: ["raw", "a"], alias: "x" },
    ]);
  });

  test("the name that is being typed is no source yet", () => {
    expect(at("SELECT * FROM fl|")?.sources).toEqual([]);
  });

  test("WITH gives names", () => {
    expect(at("WITH a AS (SELECT 1), b AS MATERIALIZED (SELECT 2) SELECT * FROM |")?.withNames).toEqual(["a", "b"]);
  });
});
