import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { tableEntry } from "../../../../tests/contracts/table-catalog.ts";
import { madeLake } from "../../../../tests/fixtures/made-lake.ts";
import { silentKnowledge } from "../../../../tests/fixtures/silent-knowledge.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { Lake, TableCatalog } from "../../lake/ports.ts";
import { Jobs } from "../activity/index.ts";
import { SemanticsClient } from "./findings/semantics-client.ts";
import { LakeInventory } from "./lake-inventory.ts";

const options = { signal: new AbortController().signal };
let app: TemporaryLakes;
let jobs: Jobs;
let lake: Lake;
let inventory: LakeInventory;
/** Reads the catalog in place of the lake's own reading. */
let list: TableCatalog["list"] | null;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  jobs = new Jobs();
  const folder = await madeLake(await app.folder(), { "raw/airports.csv": "code\nBRE\n" });
  const { id } = (await app.lakes.open(folderPlace(folder), options)).summary;
  lake = app.lakes.get(id);
  list = null;
  const tables = new Proxy(lake.tables, {
    get(target, key) {
      if (key === "list" && list) return list;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  inventory = new LakeInventory(
    { ...lake, tables },
    {
      jobs,
      knowledge: silentKnowledge,
      sample: async () => ({
        format: "delimited",
        samples: [],
        columns: [{ name: "code", type: "VARCHAR", kind: "text" }],
        partitionKeys: [],
        readOptions: {},
        warnings: [],
      }),
      semantics: new SemanticsClient(new URL("../../workers/semantics-worker.ts", import.meta.url)),
      keysWorker: new URL("../../workers/keys-worker.ts", import.meta.url),
      databasePath: join(app.root, "keys.db"),
      onScanned: () => undefined,
    },
  );
});
afterEach(async () => {
  await inventory.close();
  await jobs.close();
  await app.dispose();
});

const state = async () => {
  const request = { kind: "datasets", states: [], zoneId: null, text: "", start: 0, limit: 10 } as const;
  return (await inventory.ask(request, "datasets", options)).datasets.map((dataset) => dataset.state);
};

it("compares with one reading of the catalog at a time, so that one that breaks off takes nothing from another", async () => {
  inventory.scan({ zoneId: null, prefix: "" }, "Scan");
  await inventory.settled();
  expect(await state()).toEqual(["new"]);
  const table: TableEntry = {
    ...tableEntry(),
    zoneId: "raw",
    name: "airports",
    format: "delimited",
    location: "airports.csv",
    columns: [{ name: "code", type: "VARCHAR", kind: "text", description: "" }],
    partitionKeys: [],
  };
  const read = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  list = async function* () {
    yield [table];
    read.resolve();
    await goOn.promise;
  };
  const first = inventory.compare(options);
  await read.promise;
  list = () => {
    throw new AppError("UNAVAILABLE", "The catalog is away.");
  };
  const second = inventory.compare(options);
  goOn.resolve();
  await Promise.all([first, expect(second).rejects.toMatchObject({ code: "UNAVAILABLE" })]);
  expect(await state()).toEqual(["known"]);
});
