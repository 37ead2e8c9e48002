import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { tableEntry } from "../../../../tests/contracts/table-catalog.ts";
import { ScriptedEngine, ScriptedResults } from "../../../../tests/fixtures/scripted-queries.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import type { SearchHit } from "../../../shared/domain/search.ts";
import { QueryService } from "../query/index.ts";
import { CatalogService } from "./catalog-service.ts";
import type { TeamKnowledge } from "./knowledge-facts.ts";
import type { ScannedNames } from "./lake-index.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";

const options = { signal: new AbortController().signal };
let app: TemporaryLakes;
let engine: ScriptedEngine;
let queries: QueryService;
let catalog: CatalogService;
let lakeId: string;
let scannedNames: ScannedNames;
let summaries: TeamKnowledge["summaries"];
let tellOfKnowledge: (lakeId: string) => void;

beforeEach(async () => {
  engine = new ScriptedEngine();
  app = await TemporaryLakes.create(engine);
  const { database, lakes } = app;
  queries = new QueryService({ database, lakes, resultSets: new ScriptedResults() });
  scannedNames = { scannedObjects: () => Promise.resolve(null), names: () => Promise.resolve([]) };
  summaries = () => noPages();
  catalog = openCatalog(new URL("../../workers/search-index-worker.ts", import.meta.url));
  const folder = await app.folder();
  await mkdir(join(folder, "raw"));
  await writeFile(join(folder, "raw", "delays.csv"), "a\n1\n");
  const { zones } = await lakes.inspect(folderPlace(folder), options);
  lakeId = (await lakes.create(folderPlace(folder), "Lake", zones, options)).summary.id;
});
afterEach(async () => {
  await queries.close();
  await catalog.close();
  await app.dispose();
});

function openCatalog(indexWorker: URL): CatalogService {
  return new CatalogService({
    lakes: app.lakes,
    savedQueries: queries.savedQueries,
    queryUses: queries,
    describe: () => Promise.reject(new Error("not in this test")),
    knowledge: {
      summaries: (lake, since) => summaries(lake, since),
      onChange(listener) {
        tellOfKnowledge = listener;
        return () => undefined;
      },
    },
    scannedNames,
    database: app.database,
    indexWorker,
    indexFolder: join(app.root, "index"),
  });
}

async function* noPages(): AsyncGenerator<never> {}

const titles = async (text: string) => (await search(text)).map(({ title }) => title);

async function search(text: string): Promise<SearchHit[]> {
  await catalog.indexed(lakeId);
  return (await catalog.search(lakeId, text, 20, options)).hits;
}

const delays = {
  id: "d",
  name: "Delays by month",
  description: "For the board",
  sql: "select avg(dep_delay)\nfrom raw.delays",
};

it("finds saved queries beside objects, and says why", async () => {
  queries.savedQueries.save(lakeId, delays);
  const hits = await search("del");
  expect(hits.map(({ kind }) => kind)).toEqual(["saved-query", "object"]);
  expect(hits[0]).toMatchObject({ title: "Delays by month", target: "d", zoneId: null });
  expect(hits[0]?.matches).toEqual([
    { field: "name", text: "Delays by month", ranges: [[0, 3]], how: "beginning" },
    { field: "sql", text: "select avg(dep_delay)", ranges: [[15, 18]], how: "beginning" },
  ]);
  expect((await search("board"))[0]?.matches).toMatchObject([{ field: "description" }]);
});

it("follows what is renamed and removed, in its own lake only", async () => {
  queries.savedQueries.save(lakeId, delays);
  queries.savedQueries.save("another lake", { ...delays, name: "Elsewhere" });
  queries.savedQueries.save(lakeId, { ...delays, name: "Lateness" });
  expect((await search("lateness")).map(({ title }) => title)).toEqual(["Lateness"]);
  expect(await search("elsewhere")).toEqual([]);
  queries.savedQueries.remove(lakeId, "d");
  expect(await search("lateness")).toEqual([]);
});

it("finds again what was saved before a restart and before the lake was forgotten", async () => {
  queries.savedQueries.save(lakeId, delays);
  const { location } = app.lakes.get(lakeId);
  await app.lakes.forget(lakeId);
  await catalog.forget(lakeId);
  await app.lakes.open(folderPlace(location), options);
  expect((await search("board")).map(({ target }) => target)).toEqual(["d"]);
});

it("finds what is added while the zones are being looked through", async () => {
  await catalog.indexed(lakeId);
  const { location } = app.lakes.get(lakeId);
  catalog.objectsChanged(lakeId);
  await writeFile(join(location, "raw", "airports.csv"), "x");
  catalog.objectsChanged(lakeId);
  expect(await titles("airp")).toEqual(["airports.csv"]);
});

it("finds what is in a zone that was added, and nothing of one that was taken out", async () => {
  await catalog.indexed(lakeId);
  const { location } = app.lakes.get(lakeId);
  await mkdir(join(location, "extra"));
  await writeFile(join(location, "extra", "airports.csv"), "x");
  await app.lakes.addZone(lakeId, { id: "extra", title: "More", kind: "raw" }, options);
  await search("airp");
  expect(await titles("airp")).toEqual(["airports.csv"]);
  await app.lakes.removeZone(lakeId, "extra", options);
  await search("airp");
  expect(await titles("airp")).toEqual([]);
});

it("keeps what it knows while the lake is away, and says that it is behind", async () => {
  await catalog.indexed(lakeId);
  const { location } = app.lakes.get(lakeId);
  await rename(location, `${location}-away`);
  catalog.objectsChanged(lakeId);
  expect(await titles("delays")).toEqual(["delays.csv"]);
  const { index } = await catalog.search(lakeId, "delays", 20, options);
  expect(index).toMatchObject({ state: "failed", problem: expect.stringContaining(location) });
  await rename(`${location}-away`, location);
  catalog.objectsChanged(lakeId);
  await catalog.indexed(lakeId);
  expect((await catalog.search(lakeId, "delays", 20, options)).index).toMatchObject({ state: "ready", problem: null });
});

it("goes on when the worker of its index has died", async () => {
  await catalog.close();
  catalog = openCatalog(new URL("../../../../tests/fixtures/dying-index-worker.ts", import.meta.url));
  queries.savedQueries.save(lakeId, delays);
  await expect(search("del")).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  expect(new Set(await titles("del"))).toEqual(new Set(["Delays by month", "delays.csv"]));
});

it("takes names of objects from the inventory once it has scanned the lake, and lists it no more", async () => {
  expect(await titles("delays")).toEqual(["delays.csv"]);
  scannedNames.scannedObjects = () => Promise.resolve(7);
  scannedNames.names = () => Promise.resolve([{ zoneId: "raw", path: "2024/delays.parquet" }]);
  catalog.objectsChanged(lakeId);
  expect(await titles("delays")).toEqual(["delays.parquet"]);
  expect((await catalog.search(lakeId, "delays", 20, options)).index).toMatchObject({ objects: 7, areScanned: true });
});

it("looks for what is asked for by type, and leaves out what is not wanted", async () => {
  queries.savedQueries.save(lakeId, delays);
  await app.lakes.get(lakeId).tables.put(tableEntry({ zoneId: "raw", name: "raw_delays" }), null, options);
  const kinds = async (text: string) => [...new Set((await search(text)).map(({ kind }) => kind))];
  expect(await kinds("raw")).toEqual(["zone", "table", "saved-query", "object"]);
  expect(await kinds("raw type:zone")).toEqual(["zone"]);
  expect(await kinds("raw type:file")).toEqual(["object"]);
  expect(await kinds("raw -type:file -type:zone")).toEqual(["table", "saved-query"]);
  expect(await kinds("carr")).toEqual(["column"]);
  expect(await kinds("carr -type:column")).toEqual([]);
  expect(await kinds("raw -type:column -type:query")).toEqual(["zone", "table", "object"]);
  scannedNames.scannedObjects = () => Promise.resolve(1);
  scannedNames.names = () => Promise.resolve([{ zoneId: "raw", path: "delays.csv" }]);
  catalog.objectsChanged(lakeId);
  expect(await kinds("raw type:file")).toEqual(["object"]);
  expect(await kinds("raw -type:file -type:zone")).toEqual(["table", "saved-query"]);
});

it("says what it took for words, and fails for nothing that is typed", async () => {
  expect((await catalog.search(lakeId, "colour:red", 20, options)).notes).toEqual([
    expect.stringContaining("no filter"),
  ]);
  expect((await catalog.search(lakeId, 'is:"nice', 20, options)).hits).toEqual([]);
});

it("reads the catalog once for news that come before its first page, and again for later ones", async () => {
  await catalog.close();
  const { tables } = app.lakes.get(lakeId);
  const list = tables.list.bind(tables);
  const register = (name: string) => tables.put(tableEntry({ zoneId: "raw", name }), null, options);
  let readings = 0;
  vi.spyOn(tables, "list").mockImplementation(async function* (asked) {
    readings += 1;
    if (readings === 1) await register("early_news");
    yield* list(asked);
    if (readings === 2) await register("late_news");
  });
  catalog = openCatalog(new URL("../../workers/search-index-worker.ts", import.meta.url));
  await catalog.indexed(lakeId);
  expect(await titles("early")).toEqual(["early_news"]);
  expect(readings).toBe(1);
  await register("other_news");
  await catalog.indexed(lakeId);
  expect(new Set(await titles("news"))).toEqual(new Set(["early_news", "other_news", "late_news"]));
  expect(readings).toBe(3);
});

async function ask(sql: string): Promise<void> {
  queries.start(lakeId, sql, null);
  engine.last.answer();
  await queries.whenIdle();
}

/** Names of tables as they are found, and how much each is lifted by its use. */
async function usedTables(text: string): Promise<[string, number | undefined][]> {
  // The first search counts what was asked meanwhile, behind itself.
  await search(text);
  const hits = await search(text);
  return hits
    .filter(({ kind }) => kind === "table")
    .map(({ title, rank }) => [title, rank.find(({ what }) => what === "popularity")?.value]);
}

it("ranks by the queries of the history, by whatever name they call a table, and no more once they are forgotten", async () => {
  const entries = ["orders_a", "orders_b", "orders_c"].map((name) =>
    tableEntry({ zoneId: "raw", name, location: `${name}.csv` }),
  );
  for (const entry of entries) await app.lakes.get(lakeId).tables.put(entry, null, options);
  await ask("SELECT * FROM RAW.orders_c");
  await ask(`SELECT * FROM raw."orders_b.csv" JOIN raw.orders_c USING (id)`);
  expect(await usedTables("orders")).toEqual([
    ["orders_c", expect.closeTo(1.16, 2)],
    ["orders_b", expect.closeTo(1.1, 2)],
    ["orders_a", undefined],
  ]);
  await catalog.close();
  catalog = openCatalog(new URL("../../workers/search-index-worker.ts", import.meta.url));
  await catalog.indexed(lakeId);
  expect((await search("orders"))[0]).toMatchObject({ title: "orders_c" });
  catalog.opened(lakeId, "raw", "orders_b");
  catalog.opened(lakeId, "raw", "orders_b");
  expect((await usedTables("orders"))[0]).toEqual(["orders_b", expect.closeTo(1.2, 2)]);
  await queries.forgetHistory(lakeId, null);
  expect(await usedTables("orders")).toEqual([
    ["orders_b", expect.closeTo(1.16, 2)],
    ["orders_a", undefined],
    ["orders_c", undefined],
  ]);
});

it("reads what people know again from where it was whole, when a later page could not be read", async () => {
  const asked: number[] = [];
  summaries = async function* (_lakeId, { since }) {
    asked.push(since);
    yield { summaries: [], revision: 7 };
    if (asked.length === 1) throw new Error("the second page is gone");
  };
  tellOfKnowledge(lakeId);
  await catalog.indexed(lakeId);
  tellOfKnowledge(lakeId);
  await catalog.indexed(lakeId);
  tellOfKnowledge(lakeId);
  await catalog.indexed(lakeId);
  expect(asked).toEqual([0, 0, 7]);
});
