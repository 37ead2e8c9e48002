import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TemporaryLakes } from "../../../../../tests/fixtures/temporary-lakes.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { keysSchema } from "./keys-schema.ts";
import { addRegistered, comparePartitions } from "./partition-comparison.ts";
import { PrefixTree } from "./prefix-tree.ts";

let app: TemporaryLakes;
let database: IndexDatabase;
beforeEach(async () => {
  app = await TemporaryLakes.create();
  database = new IndexDatabase(join(app.root, "keys.db"), keysSchema);
});
afterEach(() => app.dispose());

it("compares many partitions in steps, between which others are answered", () => {
  const tree = new PrefixTree(database);
  database.run(
    "INSERT INTO dataset (id, zone, path, pattern, kind, format, fingerprint) VALUES (1, 'raw', 'd/', '', 'partitions', 'parquet', 'f')",
  );
  const folderOf = (at: number) => `k=${String(at).padStart(5, "0")}/`;
  database.transaction(() => {
    for (let at = 0; at < 7000; at += 1) {
      tree.add(tree.ensure("raw", `d/${folderOf(at)}`), { a: 1, b: 1, objects: 1, bytes: 1 });
    }
  });
  const registered = Array.from({ length: 6999 }, (_, at) => ({ values: [String(at + 2)], folder: folderOf(at + 2) }));
  addRegistered(database, 1, registered);
  expect([...comparePartitions(database, 1, ["k"], 0)].length).toBeGreaterThan(3);
  expect(
    database.all("SELECT partitions_of, unregistered, unregistered_names, emptied, emptied_names FROM dataset"),
  ).toEqual([
    {
      partitions_of: "f",
      unregistered: 2,
      unregistered_names: "k=00000/, k=00001/",
      emptied: 1,
      emptied_names: "k=07000/",
    },
  ]);
  expect(database.count("SELECT count(*) AS n FROM registered")).toBe(0);
});
