import { afterEach, beforeEach, expect, it } from "vitest";
import { GlueCatalogs } from "../../../../../../tests/fixtures/glue-catalogs.ts";
import { GlueServer } from "../../../../../../tests/fixtures/glue-server.ts";
import type { NewPartition } from "../../../managed-catalog.ts";
import type { GlueTableCatalog } from "../glue-table-catalog.ts";

const { signal } = new AbortController();
const table = { zoneId: "raw", name: "sales.table_000001" };
let server: GlueServer;
let glue: GlueCatalogs;
let catalog: GlueTableCatalog;

beforeEach(async () => {
  server = await GlueServer.start();
  glue = await GlueCatalogs.at(server.endpoint);
  catalog = glue.open("index.db");
  server.databases.set("sales", 2);
  await catalog.sync(signal);
  server.calls.length = 0;
});
afterEach(async () => {
  await glue.dispose();
  await server.stop();
});

async function* days(from: number, to: number): AsyncGenerator<NewPartition> {
  for (let day = from; day < to; day += 1) yield { values: [String(day)], folder: `day=${day}/` };
}
const add = (from: number, to: number) => catalog.managed.addPartitions(table, days(from, to), { signal });
const calls = (operation: string) => server.calls.filter((call) => call.startsWith(operation)).length;

it("reads what is registered in segments at once, and creates only what is not", async () => {
  for (let day = 0; day < 9_000; day += 1) server.partitions.of("table_000001").add(JSON.stringify([String(day)]));
  expect(await add(0, 9_150)).toEqual({ added: 150, known: 9_000 });
  expect([...server.partitions.segments].toSorted()).toEqual(["0 of 4", "1 of 4", "2 of 4", "3 of 4"]);
  expect(calls("GetPartitions")).toBe(12);
  expect(calls("BatchCreatePartition")).toBe(2);
});

it("reads nothing for a few", async () => {
  server.partitions.of("table_000001").add(JSON.stringify(["1"]));
  expect(await add(0, 100)).toEqual({ added: 99, known: 1 });
  expect(calls("GetPartitions")).toBe(0);
});

it("registers where partitions may be created but not read", async () => {
  server.partitions.of("table_000001").add(JSON.stringify(["1"]));
  server.fault = ({ operation }) =>
    operation === "GetPartitions" ? { status: 400, type: "AccessDeniedException", message: "not you" } : null;
  expect(await add(0, 250)).toEqual({ added: 249, known: 1 });
});

it("registers nothing when a segment cannot be read", async () => {
  server.fault = ({ operation }) =>
    operation === "GetPartitions" ? { status: 400, type: "InvalidInputException", message: "no" } : null;
  await expect(add(0, 250)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  expect(server.partitions.of("table_000001").size).toBe(0);
});
