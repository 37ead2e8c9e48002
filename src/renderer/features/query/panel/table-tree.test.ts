import { expect, test } from "vitest";
import { firstLook, sqlName, tablesByZone } from "./table-tree.ts";

const table = (schema: string, name: string, ...columns: string[]) => ({
  schema,
  name,
  columns: columns.map((column) => ({ name: column, type: "VARCHAR", kind: "text" as const })),
});
const tables = [
  table("refined", "delays", "carrier"),
  table("raw", "flights", "origin"),
  table("raw", "weather", "wind"),
];
const names = (search: string) =>
  tablesByZone(tables, ["raw", "trusted", "refined"], search).map(({ schema, tables: own }) => [
    schema,
    own.map(({ name }) => name),
  ]);

test("tables stand by their zone, in the order of the zones", () => {
  expect(names("")).toEqual([
    ["raw", ["flights", "weather"]],
    ["refined", ["delays"]],
  ]);
});

test("a search finds by zone, name and column, and needs every word", () => {
  expect(names("CARRIER")).toEqual([["refined", ["delays"]]]);
  expect(names("raw fl")).toEqual([["raw", ["flights"]]]);
});

test("names are quoted where SQL needs it", () => {
  expect(sqlName({ schema: "raw", name: "2024 sales" })).toBe('raw."2024 sales"');
  expect(sqlName({ schema: "raw", name: "order" })).toBe('raw."order"');
  expect(firstLook("raw.flights")).toBe("SELECT *\nFROM raw.flights\nLIMIT 1000");
});
