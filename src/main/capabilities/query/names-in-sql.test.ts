import { expect, test } from "vitest";
import { namesInSql } from "./names-in-sql.ts";

const told = (sql: string) => namesInSql(sql).map(({ qualifier, name }) => `${qualifier}.${name}`);

test("tables behind FROM, JOIN and commas, in quotes or not", () => {
  expect(told(`SELECT a.b FROM raw.flights f JOIN "trusted"."air ports" a ON a.iata = f.origin`)).toEqual([
    "raw.flights",
    "trusted.air ports",
  ]);
  expect(told("SELECT * FROM raw.a x, raw.b AS y WHERE x.c IN (SELECT d FROM `db`.`e`)")).toEqual([
    "raw.a",
    "raw.b",
    "db.e",
  ]);
});

test("nothing in texts and comments", () => {
  expect(told("SELECT 'from raw.x' -- from raw.y\n/* from raw.z */ FROM raw.w")).toEqual(["raw.w"]);
});

test("of a name in three parts the last two", () => {
  expect(told(`SELECT * FROM "awsdatacatalog".sales.orders`)).toEqual(["sales.orders"]);
});
