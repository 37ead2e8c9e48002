import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../shared/domain/app-error.ts";
import { AppDatabase } from "../../state/app-database.ts";
import { ExecutionRecords } from "./execution-records.ts";
import { QueryHistory } from "./query-history.ts";
import { queryTables } from "./query-tables.ts";

const options = { signal: new AbortController().signal };
let folder: string;
let database: AppDatabase;
let history: QueryHistory;
let records: ExecutionRecords;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-history-"));
  database = new AppDatabase(join(folder, "app.db"));
  database.migrate(queryTables);
  records = new ExecutionRecords(database);
  history = new QueryHistory(database, { entries: 1_000, characters: 100_000 });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin(id: string, sql: string): void {
  const startedAt = new Date().toISOString();
  records.begin({ id, lakeId: "lake", tabId: null, engine: "duckdb", startedAt, sql, athena: null });
}

function ran(id: string, sql: string, message: string | null = null): void {
  begin(id, sql);
  records.end(id, {
    state: message === null ? "succeeded" : "failed",
    durationMs: 12.5,
    rows: message === null ? 3 : null,
    statement: null,
    resultSetId: `result-of-${id}`,
    warnings: [],
    athena: null,
    cost: null,
    error: message === null ? null : new AppError("QUERY_FAILED", message).toData(),
  });
}

async function found(search: string): Promise<string[]> {
  const { entries } = await history.page("lake", { search, before: null, limit: 200 }, options);
  return entries.map(({ executionId }) => executionId);
}

describe("the history", () => {
  it("tells of each query what it was and how it ended, newest first", async () => {
    ran("a", "select 1");
    ran("b", "select x", "There is no column “x”.");
    begin("c", "select 2");
    expect((await history.page("lake", { search: "", before: null, limit: 10 }, options)).entries).toMatchObject([
      { executionId: "b", sql: "select x", state: "failed", rows: null, error: "There is no column “x”." },
      { executionId: "a", engine: "duckdb", state: "succeeded", durationMs: 12.5, rows: 3, error: null, isCut: false },
    ]);
  });

  it("is searched by any parts of the statement or the error, in any case and order", async () => {
    ran("a", "SELECT carrier, sum(delay)\nFROM trusted.Flights");
    ran("b", "select * from weather", "Straße 100% unknown");
    expect(await found("flights CARR")).toEqual(["a"]);
    expect(await found("um(del")).toEqual(["a"]);
    expect(await found("100% straße")).toEqual(["b"]);
    expect(await found("_")).toEqual([]);
    expect(await found("flights weather")).toEqual([]);
    expect(await found("  ")).toEqual(["b", "a"]);
  });

  it("is paged by a cursor that newer queries do not move", async () => {
    for (let number = 0; number < 25; number += 1)
      ran(`q${number}`, `select ${number} as ${number % 2 ? "odd" : "even"}`);
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page = await history.page("lake", { search: "odd", before, limit: 5 }, options);
      expect(page.entries.length).toBeLessThanOrEqual(5);
      seen.push(...page.entries.map(({ executionId }) => executionId));
      before = page.next;
      ran(`new ${seen.length}`, "select odd");
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => `q${23 - 2 * index}`));
    await expect(history.page("lake", { search: "", before: "x", limit: 5 }, options)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it("lists a long statement by its beginning, and finds it by its end", async () => {
    ran("a", `select '${"😀".repeat(10_000)}' as the_end`);
    const { entries } = await history.page("lake", { search: "THE_END", before: null, limit: 5 }, options);
    expect(entries).toMatchObject([{ executionId: "a", isCut: true }]);
    expect(entries[0]?.sql.isWellFormed()).toBe(true);
    expect(entries[0]?.sql.length).toBeLessThan(10_000);
    expect(records.find("a")?.sql).toMatch(/the_end$/);
  });

  it("searches through thousands without holding up the rest", async () => {
    database.transaction(() => {
      for (let number = 0; number < 5_000; number += 1) ran(`q${number}`, `select ${number} ${"x".repeat(2_000)}`);
    });
    let turns = 0;
    const beat = setInterval(() => (turns += 1), 0);
    expect(await found("needle")).toEqual([]);
    clearInterval(beat);
    expect(turns).toBeGreaterThan(0);
  });

  it("gives up a search that nobody waits for", async () => {
    ran("a", "select 1");
    const signal = AbortSignal.abort();
    await expect(history.page("lake", { search: "x", before: null, limit: 5 }, { signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("drops the oldest past its limits, and says which results are free", async () => {
    database.transaction(() => {
      for (let number = 0; number < 1_003; number += 1) ran(`q${number}`, "select 1");
    });
    begin("runs", "select 1");
    const results = ["result-of-q0", "result-of-q1", "result-of-q2", "result-of-q3"];
    expect(history.prune("lake").resultSetIds.toSorted()).toEqual(results);
    expect(history.prune("lake")).toEqual({ resultSetIds: [], athena: [] });
    ran("long", "x".repeat(99_990));
    history.prune("lake");
    expect(await found("")).toEqual(["long"]);
    expect(records.find("runs")).not.toBeNull();
  });
});
