import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TemporaryLakes } from "../../../../../tests/fixtures/temporary-lakes.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { keysSchema } from "./keys-schema.ts";
import { ObjectRows } from "./object-rows.ts";
import { PrefixTree } from "./prefix-tree.ts";
import { summariseChanged } from "./summaries.ts";

let app: TemporaryLakes;
let database: IndexDatabase;
beforeEach(async () => {
  app = await TemporaryLakes.create();
  database = new IndexDatabase(join(app.root, "keys.db"), keysSchema);
});
afterEach(() => app.dispose());

it("sums a folder of many objects up in steps, between which others are answered", () => {
  const prefix = new PrefixTree(database).ensure("raw", "many/");
  const rows = new ObjectRows(database);
  const modified = Date.UTC(2024, 0, 1);
  database.transaction(() => {
    for (let at = 0; at < 9001; at += 1) {
      rows.insert(prefix, "many/", { path: `e-${at}.json`, size: 2, modified, etag: "e", storageClass: "STANDARD" });
    }
  });
  const steps = [...summariseChanged(database)];
  expect(steps.length).toBeGreaterThan(3);
  expect(database.all("SELECT shape, objects, bytes FROM shape WHERE prefix = ?", prefix)).toEqual([
    { shape: "e-#.json", objects: 9001, bytes: 18_002 },
  ]);
  expect([...summariseChanged(database)]).toEqual([]);
});
