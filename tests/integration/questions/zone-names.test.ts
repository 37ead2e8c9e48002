import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { AskedLake } from "../../fixtures/asked-lake.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const engineNames = ["temp", "system", "memory", "kept", "information_schema", "pg_catalog"];
/** What DuckDB has a meaning for elsewhere, and a zone may be called all the same. */
const others = ["main", "pg_temp", "select", "default", "duckdb", "result"];

let lake: AskedLake;
beforeAll(async () => {
  lake = await AskedLake.create({ zones: [...engineNames, ...others] });
  for (const zone of [...engineNames, ...others]) await lake.write(`${zone}/orders.csv`, `zone\n${zone}\n`);
});
afterAll(() => lake.dispose());

it.each(engineNames)("says that %s is a name of the engine, and what to write instead", async (zone) => {
  for (const sql of [`FROM ${zone}.orders`, `SELECT * FROM ${zone.toUpperCase()}."orders.csv"`]) {
    await expect(lake.ask(sql)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: `The zone's name “${zone}” is one of the engine's own, so it cannot stand before a dataset.`,
      hint: `Write a path instead: FROM '${zone}/orders.csv'.`,
    });
  }
  expect(await lake.rows(`FROM '${zone}/orders.csv'`)).toEqual([[zone]]);
});

it.each(others)("answers questions about a zone called %s", async (zone) => {
  expect(await lake.rows(`FROM "${zone}".orders`)).toEqual([[zone]]);
  expect(await lake.rows(`FROM '${zone}/orders.csv'`)).toEqual([[zone]]);
});

it("keeps zones of such names apart in one question", async () => {
  const sql = `SELECT a.zone, b.zone, c.zone FROM main.orders a, raw."orders" b, 'main/orders.csv' c`;
  await lake.write("raw/orders.csv", "zone\nraw\n");
  expect(await lake.rows(sql)).toEqual([["main", "raw", "main"]]);
});
