import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { IndexClient } from "./index-client.ts";
import type { IndexHit, IndexedTable } from "./index-protocol.ts";
import { queryWords } from "../../../../shared/domain/name-words.ts";

let folder: string;
let client: IndexClient;
const { signal } = new AbortController();

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
  const reply = await client.request({ kind: "search", words: queryWords(text), limit }, { signal });
  if (reply.kind !== "hits") throw new Error("no hits");
  return reply.hits;
}

const column = (name: string, description = "") => ({ name, description });
const catalog: IndexedTable[] = [
  {
    zoneId: "trusted",
    name: "flights",
    description: "Departures of US carriers",
    columns: [column("carrier"), column("depDelay", "minutes late")],
  },
  {
    zoneId: "refined",
    name: "carrier_delay_by_month",
    description: "",
    columns: [column("month"), column("delay_minutes")],
  },
  { zoneId: "raw", name: "café_sales", description: "Ventes", columns: [column("prix")] },
];

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
  it("finds tables by the beginnings of words, tables before their columns", async () => {
    await putTables();
    const hits = await find("fli");
    expect(hits[0]).toMatchObject({ kind: "table", table: "flights", columns: ["carrier", "depDelay"] });
    expect(hits.slice(1).every((hit) => hit.kind === "column" && hit.table === "flights")).toBe(true);
  });

  it("follows a catalog whose tables change, are taken out and come back", async () => {
    const [flights, delays, sales] = catalog;
    if (!flights || !delays || !sales) throw new Error("three tables");
    await putTables();
    await putTables([{ ...flights, columns: [column("airline")] }, sales]);
    expect(await find("carrier")).toMatchObject([{ kind: "table", table: "flights" }]);
    expect(await find("airline")).toMatchObject([{ kind: "table" }, { kind: "column", column: "airline" }]);
    await putTables();
    expect(await find("airline")).toEqual([]);
    expect(await find("depdelay")).toMatchObject([{ kind: "table" }, { kind: "column", column: "depDelay" }]);
  });

  it("knows tables that are in no zone", async () => {
    await putTables([{ zoneId: null, name: "sales.orders", description: "", columns: [column("total")] }]);
    expect(await find("orders")).toMatchObject([
      { kind: "table", zoneId: null, table: "sales.orders" },
      { kind: "column", zoneId: null, table: "sales.orders" },
    ]);
  });

  it("puts a match of the name before a match of a column", async () => {
    await putTables();
    const tables = (await find("carr")).filter((hit) => hit.kind === "table");
    expect(tables.map((hit) => hit.kind === "table" && hit.table)).toEqual(["carrier_delay_by_month", "flights"]);
  });

  it("wants every word, over name, columns and description together", async () => {
    await putTables();
    expect((await find("flights delay")).map((hit) => hit.kind)).toEqual(["table", "column"]);
    expect(await find("departures month")).toEqual([]);
  });

  it("finds words inside camelCase and snake_case, whatever the case and the accents", async () => {
    await putTables();
    expect(await find("delay minutes")).not.toEqual([]);
    expect((await find("CAFE"))[0]).toMatchObject({ table: "café_sales" });
    expect(await find("depdelay")).toContainEqual(expect.objectContaining({ kind: "column", column: "depDelay" }));
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
    for (const text of ['"', "flights OR raw*", "a AND", "NEAR(", "-", "’", "name:flights ^"]) {
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
    expect(new Set((await find("carrier", 6)).map((hit) => hit.kind))).toEqual(new Set(["table", "column", "object"]));
  });

  it("does not wait for a search that was given up", async () => {
    const controller = new AbortController();
    const pending = client.request({ kind: "search", words: ["a"], limit: 1 }, { signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toSatisfy(isCancellation);
  });
});
