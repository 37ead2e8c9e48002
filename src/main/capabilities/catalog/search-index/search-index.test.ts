import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { IndexClient } from "./index-client.ts";
import { heatOf } from "./heat.ts";
import type { FactsOfTable, IndexHit, IndexedTable } from "./index-protocol.ts";

let folder: string;
let client: IndexClient;
const { signal } = new AbortController();
const now = Date.UTC(2026, 0, 1);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-index-"));
  client = open();
});
afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): IndexClient {
  return new IndexClient(new URL("../../../workers/search-index-worker.ts", import.meta.url), join(folder, "index.db"));
}

async function find(text: string, limit = 20): Promise<readonly IndexHit[]> {
  const reply = await client.request({ kind: "search", text, limit, now }, { signal });
  if (reply.kind !== "hits") throw new Error("no hits");
  return reply.hits;
}

const column = (name: string, description = "") => ({ name, description });
const tableOf = (
  zoneId: string | null,
  name: string,
  columns: readonly string[],
  more: Partial<IndexedTable> = {},
): IndexedTable => ({
  zoneId,
  name,
  kind: "table",
  database: null,
  format: "parquet",
  description: "",
  columns: columns.map((one) => column(one)),
  ...more,
});
const catalog: IndexedTable[] = [
  tableOf("trusted", "flights", [], {
    description: "Departures of US carriers",
    columns: [column("carrier"), column("depDelay", "minutes late")],
  }),
  tableOf("refined", "carrier_delay_by_month", ["month", "delay_minutes"]),
  tableOf("raw", "café_sales", ["prix"], { description: "Ventes", format: "delimited" }),
];

/** Titles of what was found: a table, or a table and the column it was found for. */
async function found(text: string): Promise<string[]> {
  const hits = await find(text);
  return hits.flatMap((hit) => (hit.kind === "table" ? [[hit.table, hit.column].filter(Boolean).join(".")] : []));
}

async function putTables(tables: readonly IndexedTable[] = catalog): Promise<void> {
  await client.request({ kind: "begin-tables" }, { signal });
  for (const table of tables) await client.request({ kind: "add-tables", tables: [table] }, { signal });
  await client.request({ kind: "end-tables" }, { signal });
}

async function scan(zoneId: string, paths: readonly string[]): Promise<void> {
  await client.request({ kind: "begin-objects", zoneId }, { signal });
  await client.request({ kind: "add-objects", zoneId, paths }, { signal });
  await client.request({ kind: "end-objects", zoneId }, { signal });
}

describe("search index", () => {
  it("finds tables by the beginnings of words, and names the column where that was it", async () => {
    await putTables();
    expect(await found("fli")).toEqual(["flights"]);
    expect(await found("depdelay")).toEqual(["flights.depDelay"]);
    const [hit] = await find("carr");
    expect(hit).toMatchObject({
      table: "carrier_delay_by_month",
      column: null,
      matches: [{ field: "name", how: "beginning" }],
    });
  });

  it("follows a catalog whose tables change, are taken out and come back", async () => {
    const [flights, delays, sales] = catalog;
    if (!flights || !delays || !sales) throw new Error("three tables");
    await putTables();
    await putTables([{ ...flights, columns: [column("airline")] }, sales]);
    expect(await found("carrier")).toEqual(["flights"]);
    expect(await found("airline")).toEqual(["flights.airline"]);
    await putTables();
    expect(await found("airline")).toEqual([]);
    expect(await found("depdelay")).toEqual(["flights.depDelay"]);
  });

  it("writes nothing when the catalog is read again and is as it was", async () => {
    const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);
    await putTables();
    const before = files();
    await putTables();
    expect(files()).toEqual(before);
    await putTables(catalog.slice(1));
    expect(files()).not.toEqual(before);
  });

  it("knows tables that are in no zone", async () => {
    await putTables([tableOf(null, "sales.orders", ["total"])]);
    expect(await find("orders")).toMatchObject([{ kind: "table", zoneId: null, table: "sales.orders" }]);
  });

  it("puts a match of the name before a match of a column", async () => {
    await putTables();
    expect(await found("carr")).toEqual(["carrier_delay_by_month", "flights.carrier"]);
  });

  it("wants every word, over name, columns and description together", async () => {
    await putTables();
    expect(await found("flights delay")).toEqual(["flights"]);
    expect(await found("departures month")).toEqual([]);
  });

  it("finds words inside camelCase and snake_case, whatever the case and the accents", async () => {
    await putTables();
    expect(await found("delay minutes")).toContain("carrier_delay_by_month");
    expect(await found("CAFE")).toEqual(["café_sales"]);
    expect(await found("DepDelay")).toEqual(["flights.depDelay"]);
    expect(await found("carrierdel")).toEqual(["carrier_delay_by_month"]);
  });

  it.each([
    ["letters that are swapped", "filghts"],
    ["a letter that is left out", "flihts"],
    ["a letter too many", "flighhts"],
    ["a letter that is another", "flyghts"],
    ["letters from the middle of a word", "ight"],
  ])("forgives %s", async (_what, text) => {
    await putTables();
    expect(await found(text)).toEqual(["flights"]);
  });

  it("says that a typo was forgiven, and marks the word that was meant", async () => {
    await putTables();
    expect(await find("filghts")).toMatchObject([
      { matches: [{ field: "name", text: "flights", words: ["flights"], how: "typo" }] },
    ]);
  });

  it("takes filters, phrases and a minus", async () => {
    await putTables();
    expect(await found("zone:trusted")).toEqual(["flights"]);
    expect(await found("zone:trusted zone:raw format:csv")).toEqual(["café_sales"]);
    expect(await found("-zone:trusted carr")).toEqual(["carrier_delay_by_month"]);
    expect(await found('"delay minutes"')).toEqual(["carrier_delay_by_month"]);
    expect(await found('"minutes delay"')).toEqual([]);
    expect(await found("carrier -month")).toEqual(["flights.carrier"]);
    const [ofColumn] = await find("column:dep");
    expect(ofColumn).toMatchObject({ table: "flights", column: "depDelay" });
    expect(ofColumn).toHaveProperty("matches", expect.arrayContaining([expect.objectContaining({ text: "depDelay" })]));
    expect(await found("colour:red flights")).toEqual([]);
  });

  it("counts a table whose age or size is not known among those that are not of one", async () => {
    await putTables([tableOf("raw", "orders_old", []), tableOf("raw", "orders_new", []), tableOf("raw", "orders", [])]);
    const facts = (name: string, modified: number, bytes: number) => ({
      zoneId: "raw",
      name,
      facts: { modified, bytes },
    });
    const known = [facts("orders_old", now - 400 * 86_400_000, 5e9), facts("orders_new", now - 1_000, 5)];
    await client.request({ kind: "put-facts", source: "storage", facts: known }, { signal });
    expect(await found("orders fresh:day")).toEqual(["orders_new"]);
    expect(new Set(await found("orders -fresh:day"))).toEqual(new Set(["orders", "orders_old"]));
    expect(new Set(await found("-size:medium"))).toEqual(new Set(["orders", "orders_new"]));
    expect(await found("-size:medium -fresh:day")).toEqual(["orders"]);
    expect(await found("fresh:older -size:tiny")).toEqual(["orders_old"]);
  });

  it("finds and ranks by what is known of tables, whenever that comes", async () => {
    const facts = { owner: "Anna Berg", certification: "certified", tags: ["board"], terms: ["Punctuality"] } as const;
    const known: FactsOfTable = { zoneId: "trusted", name: "flights", facts };
    await client.request({ kind: "put-facts", source: "knowledge", facts: [known] }, { signal });
    await putTables();
    for (const text of ["tag:board", "owner:anna", "owner:berg", "is:certified", "punctual", "anna flights"]) {
      expect(await found(text), text).toEqual(["flights"]);
    }
    const [hit] = await find("is:certified");
    expect(hit).toMatchObject({ parts: [{ what: "text" }, { what: "certification", value: 1.3 }] });
    await client.request({ kind: "put-facts", source: "knowledge", facts: [{ ...known, facts: null }] }, { signal });
    expect(await found("tag:board")).toEqual([]);
    expect(await found("punctual")).toEqual([]);
  });

  it("puts what is opened often before what is as like to the text", async () => {
    await putTables([tableOf("raw", "orders_a", []), tableOf("raw", "orders_b", [])]);
    const facts = { heat: heatOf(now) };
    await client.request(
      { kind: "put-facts", source: "usage", facts: [{ zoneId: "raw", name: "orders_b", facts }] },
      { signal },
    );
    expect(await found("orders")).toEqual(["orders_b", "orders_a"]);
  });

  it("counts the values of facets, those of a chosen one as if it were not chosen", async () => {
    await putTables();
    const reply = await client.request({ kind: "facets", text: "format:parquet", now }, { signal });
    if (reply.kind !== "facets") throw new Error("no facets");
    expect(reply.found).toBe(2);
    expect(Object.fromEntries(reply.facets.map(({ key, values }) => [key, values]))).toMatchObject({
      zone: [
        { value: "refined", count: 1 },
        { value: "trusted", count: 1 },
      ],
      format: [
        { value: "parquet", count: 2 },
        { value: "delimited", count: 1 },
      ],
      tag: [],
    });
  });

  it("finds objects by any part of their path, and forgets what a later scan does not see", async () => {
    await scan("raw", ["sales/2024/january.csv", "sales/2024/february.csv"]);
    expect(await find("sales jan")).toEqual([{ kind: "object", zoneId: "raw", path: "sales/2024/january.csv" }]);
    await scan("raw", ["sales/2024/february.csv"]);
    expect(await find("jan")).toEqual([]);
    expect(await find("feb")).toHaveLength(1);
  });

  it("keeps the objects of other zones when one is scanned, and drops zones that are gone", async () => {
    await scan("raw", ["a.csv"]);
    await scan("trusted", ["a.parquet"]);
    expect(await find("a")).toHaveLength(2);
    await client.request({ kind: "keep-zones", zoneIds: ["trusted"] }, { signal });
    expect(await find("a")).toEqual([{ kind: "object", zoneId: "trusted", path: "a.parquet" }]);
  });

  it("finds saved queries by name, description and any name in their text, and says where", async () => {
    const sql = "-- by carrier\nSELECT carrier, avg(depDelay)\nFROM trusted.flights\nGROUP BY ALL";
    const queries = [
      { id: "a", name: "Monthly delays", description: "For the board", sql },
      { id: "b", name: "Airports", description: "", sql: "select 1" },
    ];
    await client.request({ kind: "replace-queries", queries }, { signal });
    const hit = { kind: "saved-query", id: "a", name: "Monthly delays", description: "For the board" };
    expect(await find("month del")).toEqual([{ ...hit, line: "SELECT carrier, avg(depDelay)" }]);
    expect(await find("board")).toEqual([{ ...hit, line: "" }]);
    expect(await find("flights carr")).toMatchObject([{ id: "a" }]);
    expect(await find("trus")).toEqual([{ ...hit, line: "FROM trusted.flights" }]);
    await client.request({ kind: "replace-queries", queries: queries.slice(1) }, { signal });
    expect(await find("month")).toEqual([]);
  });

  it("takes quotes, operators and punctuation as text", async () => {
    await putTables();
    for (const text of [
      '"',
      "flights OR raw*",
      "a AND",
      "NEAR(",
      "-",
      "’",
      "name:flights ^",
      "tag:",
      '"open',
      "-tag:x",
      "is:nice",
    ]) {
      await expect(find(text)).resolves.toBeDefined();
    }
  });

  it("is there again after a restart", async () => {
    await putTables();
    await scan("raw", ["orders.csv"]);
    await client.close();
    client = open();
    expect(await find("orders")).toHaveLength(1);
    expect(await find("flights")).not.toEqual([]);
  });

  it("starts anew when its file is damaged", async () => {
    await client.close();
    writeFileSync(
      join(folder, "index.db"),
      "this is no database, and it is long enough to be read as one ".repeat(100),
    );
    client = open();
    await putTables();
    expect(await find("flights")).not.toEqual([]);
  });

  it("gives every kind its share of a short list", async () => {
    await putTables();
    await scan(
      "raw",
      Array.from({ length: 50 }, (_, index) => `carrier/${index}.csv`),
    );
    expect(new Set((await find("carrier", 6)).map((hit) => hit.kind))).toEqual(new Set(["table", "object"]));
  });

  it("does not wait for a search that was given up", async () => {
    const controller = new AbortController();
    const pending = client.request({ kind: "search", text: "a", limit: 1, now }, { signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toSatisfy(isCancellation);
  });
});
