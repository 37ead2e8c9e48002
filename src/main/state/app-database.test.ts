import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { AppDatabase } from "./app-database.ts";

function open(): AppDatabase {
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-state-"));
  const database = new AppDatabase(join(folder, "app.db"));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return database;
}

const FULL = 2;
const NORMAL = 1;
const waitsForDisk = (database: AppDatabase) => database.sql.prepare("PRAGMA synchronous").get()?.["synchronous"];

it("waits for the disk with each transaction but those that need not, also after one of them has failed", () => {
  const database = open();
  expect(database.transaction(() => waitsForDisk(database))).toBe(FULL);
  expect(database.unsyncedTransaction(() => waitsForDisk(database))).toBe(NORMAL);
  expect(waitsForDisk(database)).toBe(FULL);
  const fail = () =>
    database.unsyncedTransaction(() => {
      throw new Error("no");
    });
  expect(fail).toThrow("no");
  expect(waitsForDisk(database)).toBe(FULL);
});
