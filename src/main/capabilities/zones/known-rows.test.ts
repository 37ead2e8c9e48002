import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { AppDatabase } from "../../state/app-database.ts";
import { RowMemory } from "./known-rows.ts";

const at = (path: string) => ({ lakeId: "lake", zoneId: "raw", path });

it("keeps what it learned of a folder's objects over a restart, the newest of each", () => {
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-rows-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = new AppDatabase(join(folder, "app.db"));
  const memory = new RowMemory(first);
  memory.learn(at("sales/a.csv"), { size: 1, modified: 1.5, rows: 10 });
  memory.learn(at("sales/a.csv"), { size: 2, modified: 2.5, rows: 20 });
  memory.learn(at("sales/2024/b.csv"), { size: 3, modified: 3, rows: 30 });
  memory.learn({ ...at("sales/c.csv"), zoneId: "trusted" }, { size: 4, modified: 4, rows: 40 });
  first.close();

  const second = new AppDatabase(join(folder, "app.db"));
  onTestFinished(() => second.close());
  expect(new RowMemory(second).ofFolder(at("sales/"))).toEqual(
    new Map([["a.csv", { size: 2, modified: 2.5, rows: 20 }]]),
  );
});

it("knows nothing more of a lake that was forgotten, and all of the others", () => {
  const database = new AppDatabase(":memory:");
  onTestFinished(() => database.close());
  const memory = new RowMemory(database);
  const other = { ...at("a.csv"), lakeId: "other" };
  memory.learn(at("a.csv"), { size: 1, modified: 1, rows: 10 });
  memory.learn(other, { size: 1, modified: 1, rows: 20 });
  memory.forget("lake");
  expect(memory.ofFolder(at("")).size).toBe(0);
  expect(memory.ofFolder({ ...other, path: "" }).get("a.csv")).toMatchObject({ rows: 20 });
});
