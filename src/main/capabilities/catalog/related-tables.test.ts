import { expect, test } from "vitest";
import { kindOfType } from "../../../shared/domain/columns.ts";
import { TableEntry } from "../../../shared/domain/table-entry.ts";
import { relatedTables } from "./related-tables.ts";

function entry(name: string, columns: Record<string, string>): TableEntry {
  return TableEntry.parse({
    zoneId: "raw",
    name,
    location: `${name}.csv`,
    format: "delimited",
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, kind: kindOfType(type) })),
    partitionKeys: [],
    description: "",
    readOptions: {},
    revision: 1,
    updatedAt: null,
  });
}

async function* pagesOf(...pages: TableEntry[][]) {
  yield* pages;
}

const orders = entry("orders", {
  order_id: "BIGINT",
  customer_id: "INTEGER",
  amount: "DOUBLE",
  created_at: "TIMESTAMP",
});
const older = entry("orders_2019", {
  OrderId: "INTEGER",
  customer_id: "INTEGER",
  amount: "DOUBLE",
  created_at: "TIMESTAMP",
});
const customers = entry("customers", {
  customer_id: "INTEGER",
  name: "VARCHAR",
  city: "VARCHAR",
  created_at: "TIMESTAMP",
});
const logs = entry("logs", { created_at: "TIMESTAMP", message: "VARCHAR", level: "VARCHAR" });
const weather = entry("weather", { station: "VARCHAR", wind: "DOUBLE" });

test("variants of the same data are told from tables that share a key, whatever pages they come in", async () => {
  const related = await relatedTables(orders, pagesOf([orders, older], [customers, logs, weather]));
  expect(related.compared).toBe(5);
  expect(related.variants.map(({ table, shared, columns }) => [table.name, shared, columns])).toEqual([
    ["orders_2019", 4, 4],
  ]);
  expect(related.joinable).toEqual([{ table: { zoneId: "raw", name: "customers" }, keys: ["customer_id"] }]);
});

test("a column that all tables have makes none alike", async () => {
  const stamped = (name: string, own: string) => entry(name, { loaded_at: "TIMESTAMP", [own]: "VARCHAR" });
  const tables = ["a", "b", "c", "d", "e", "f"].map((name) => stamped(name, `only_${name}`));
  const related = await relatedTables(stamped("a", "only_a"), pagesOf(tables));
  expect(related.variants).toEqual([]);
});
