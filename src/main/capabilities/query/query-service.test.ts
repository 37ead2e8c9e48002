import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ScriptedEngine, ScriptedLakes, ScriptedResults } from "../../../../tests/fixtures/scripted-queries.ts";
import type { Execution } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { AppDatabase } from "../../state/app-database.ts";
import { QueryService } from "./query-service.ts";

const options = { signal: new AbortController().signal };
const all = { search: "", before: null, limit: 200 };

let folder: string;
let database: AppDatabase;
let lakes: ScriptedLakes;
let results: ScriptedResults;
let engine: ScriptedEngine;
let queries: QueryService;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-query-"));
  lakes = new ScriptedLakes();
  results = new ScriptedResults();
  engine = lakes.open("lake");
  openApp();
});
afterEach(async () => {
  await queries.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function openApp(): void {
  database = new AppDatabase(join(folder, "app.db"));
  queries = new QueryService({ database, lakes, resultSets: results });
}

/** The app ends without closing anything, and starts again. */
function crash(): void {
  database.close();
  openApp();
}

async function ended(id: string): Promise<Execution> {
  let last: Execution | undefined;
  for await (const execution of queries.watch(id, options)) last = execution;
  if (!last) throw new Error("nothing was yielded");
  return last;
}

async function run(sql: string, finish: () => void = () => engine.last.answer()): Promise<Execution> {
  const { id } = queries.start("lake", sql, null);
  finish();
  return ended(id);
}

const history = async () => (await queries.history("lake", all, options)).entries;

describe("a query", () => {
  it("is waited for by an app that has no window left", async () => {
    const { id } = queries.start("lake", "select 1", null);
    let isIdle = false;
    const idle = queries.whenIdle().then(() => (isIdle = true));
    expect(isIdle).toBe(false);
    engine.last.answer();
    await idle;
    expect(await queries.get(id, options)).toMatchObject({ state: "succeeded" });
  });

  it("starts at once and ends with its result", async () => {
    const started = queries.start("lake", "select 1 as n", "tab");
    expect(started).toMatchObject({ state: "running", sql: "select 1 as n", tabId: "tab", resultSetId: null });
    engine.last.answer({ rows: 7, warnings: ["sales.csv.gz ends early"] });
    const end = await ended(started.id);
    expect(end).toMatchObject({
      state: "succeeded",
      progress: 1,
      rows: 7,
      statement: "select",
      resultSetId: `result-of-${started.id}`,
      columns: [{ name: "n" }],
      warnings: ["sales.csv.gz ends early"],
    });
    expect(await queries.get(started.id, options)).toEqual(end);
  });

  it("shows its progress while it runs, and its end even when that comes right behind", async () => {
    const { id } = queries.start("lake", "select 1", null);
    const watched = queries.watch(id, options);
    expect((await watched.next()).value).toMatchObject({ state: "running", progress: null });
    engine.last.onProgress({ fraction: 0.25, rows: 100, memoryBytes: 5_000 });
    expect((await watched.next()).value).toMatchObject({ progress: 0.25, rows: 100, memoryBytes: 5_000 });
    engine.last.onProgress({ fraction: 0.5, rows: 200, memoryBytes: 5_000 });
    engine.last.answer();
    expect((await watched.next()).value).toMatchObject({ state: "succeeded" });
    expect(await watched.next()).toMatchObject({ done: true });
  });

  it("passes over moves that come faster than they are shown", async () => {
    const { id } = queries.start("lake", "select 1", null);
    const watched = queries.watch(id, options);
    await watched.next();
    for (let rows = 1; rows <= 1_000; rows += 1) engine.last.onProgress({ fraction: null, rows, memoryBytes: null });
    expect((await watched.next()).value).toMatchObject({ rows: 1_000 });
    engine.last.answer();
    await watched.return();
  });

  it("goes on when nobody watches any more", async () => {
    const { id } = queries.start("lake", "select 1", null);
    const leaving = new AbortController();
    const watched = queries.watch(id, { signal: leaving.signal });
    await watched.next();
    leaving.abort();
    expect(await watched.next()).toMatchObject({ done: true });
    expect(engine.last.signal.aborted).toBe(false);
    engine.last.answer();
    expect(await ended(id)).toMatchObject({ state: "succeeded" });
  });

  it("is watched by several at once", async () => {
    const { id } = queries.start("lake", "select 1", null);
    const ends = [ended(id), ended(id)];
    engine.last.answer();
    expect(await Promise.all(ends)).toMatchObject([{ state: "succeeded" }, { state: "succeeded" }]);
  });

  it("is cancelled down to the engine, and is cancelled whatever the engine says then", async () => {
    const { id } = queries.start("lake", "select 1", null);
    queries.cancel(id);
    expect(engine.last.signal.aborted).toBe(true);
    expect(await ended(id)).toMatchObject({ state: "cancelled", error: null });
    expect(await history()).toMatchObject([{ executionId: id, state: "cancelled", error: null }]);
    queries.cancel(id);
  });

  it("fails with what the engine says, the place in the SQL included", async () => {
    const error = new AppError("QUERY_FAILED", "There is no table “flight”.", { details: { line: 1, column: 15 } });
    const end = await run("select * from flight", () => engine.last.fail(error));
    expect(end).toMatchObject({ state: "failed", error: { code: "QUERY_FAILED", details: { line: 1, column: 15 } } });
    expect(await queries.get(end.id, options)).toMatchObject({ state: "failed", error: end.error });
    expect(await history()).toMatchObject([{ state: "failed", error: "There is no table “flight”." }]);
  });

  it("that is refused stands in the history as failed", async () => {
    const refusal = new AppError("QUERY_REFUSED", "This statement writes.");
    const end = await run("drop table flights", () => engine.last.fail(refusal));
    expect(end).toMatchObject({ state: "failed", error: { code: "QUERY_REFUSED" } });
    expect(await history()).toMatchObject([{ sql: "drop table flights", error: "This statement writes." }]);
  });

  it("hides what went wrong inside Lakeshore behind a sentence", async () => {
    const end = await run("select 1", () => engine.last.fail(new TypeError("x is not a function")));
    expect(end).toMatchObject({ state: "failed", error: { code: "INTERNAL" } });
    expect(JSON.stringify(end)).not.toContain("not a function");
  });

  it("needs a statement, and a lake that is open", () => {
    expect(() => queries.start("lake", " -- nothing\n;", null)).toThrow(/no statement/);
    expect(() => queries.start("other", "select 1", null)).toThrow(/not open/);
    expect(() => queries.cancel("unknown")).toThrow(/Nothing is known/);
  });

  it("waits for its turn when many run, and one that waits can be cancelled", async () => {
    const started = Array.from({ length: 6 }, (_, number) => queries.start("lake", `select ${number}`, null));
    expect(started.map(({ state }) => state)).toEqual([...Array<string>(4).fill("running"), "queued", "queued"]);
    const [first, , , , fifth, sixth] = started.map(({ id }) => id);
    if (!first || !fifth || !sixth) throw new Error("not started");
    queries.cancel(fifth);
    expect(await ended(fifth)).toMatchObject({ state: "cancelled" });
    engine.asked[0]?.answer();
    await ended(first);
    expect(engine.asked.map(({ sql }) => sql)).not.toContain("select 4");
    expect(engine.last.sql).toBe("select 5");
    engine.last.answer();
    expect(await ended(sixth)).toMatchObject({ state: "succeeded" });
  });

  it("of one lake does not wait for those of another", () => {
    for (let number = 0; number < 5; number += 1) queries.start("lake", "select 1", null);
    lakes.open("other");
    expect(queries.start("other", "select 1", null).state).toBe("running");
  });
});

describe("the end of things", () => {
  it("cancels the queries of a lake that is closed, and no others", async () => {
    const other = lakes.open("other");
    const here = queries.start("lake", "select 1", null);
    const there = queries.start("other", "select 2", null);
    lakes.close("lake");
    expect(await ended(here.id)).toMatchObject({ state: "cancelled" });
    other.last.answer();
    expect(await ended(there.id)).toMatchObject({ state: "succeeded" });
  });

  it("cancels and records what runs when the app ends", async () => {
    const { id } = queries.start("lake", "select 1", null);
    await queries.close();
    expect(await history()).toMatchObject([{ executionId: id, state: "cancelled" }]);
  });

  it("finds a query that ran when the app crashed interrupted", async () => {
    const { id } = queries.start("lake", "select 1", null);
    crash();
    expect(await history()).toMatchObject([{ executionId: id, state: "interrupted", durationMs: null }]);
    expect(await ended(id)).toMatchObject({ state: "failed", error: { code: "ENGINE_LOST" } });
  });

  it("knows an earlier run's result as long as it is kept", async () => {
    const end = await run("select 1 as n");
    crash();
    expect(await queries.get(end.id, options)).toEqual(end);
    await queries.release(`result-of-${end.id}`);
    expect(await queries.get(end.id, options)).toMatchObject({ state: "succeeded", resultSetId: null, columns: [] });
    await expect(queries.get("unknown", options)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps history, saved queries and tabs of a lake that was closed or forgotten", async () => {
    await run("select 1");
    queries.savedQueries.save("lake", { id: "a", name: "One", description: "", sql: "select 1" });
    const tab = { id: "t", title: "One", sql: "select 1", executionIds: [], savedId: "a", engine: null, athena: null };
    await queries.saveTabs("lake", { changed: [tab], closed: [], order: ["t"], activeId: "t" });
    lakes.close("lake");
    crash();
    expect(await history()).toHaveLength(1);
    expect(queries.savedQueries.list("lake")).toHaveLength(1);
    expect(queries.tabs("lake")).toEqual({ tabs: [tab], activeId: "t" });
  });
});

describe("rows of a result", () => {
  const rows = (start: number, end: number) =>
    queries.rows({ resultSetId: "r", viewId: null, start, end }, options).then((block) => block.rows.length);

  it("come by up to 1,000", async () => {
    expect(await rows(5, 1_005)).toBe(1_000);
    expect(await rows(5, 5)).toBe(0);
  });

  it.each([
    [0, 1_001],
    [5, 4],
    [0.5, 2],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])("are refused from %d to %d", async (start, end) => {
    await expect(rows(start, end)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("forgetting", () => {
  it("takes entries out, frees their results, and lets the others be", async () => {
    const [one, two] = [await run("select 1"), await run("select 2")];
    await queries.forgetHistory("lake", [one.id]);
    expect((await history()).map(({ sql }) => sql)).toEqual(["select 2"]);
    expect(results.released).toEqual(new Set([one.resultSetId]));
    await expect(queries.get(one.id, options)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await queries.get(two.id, options)).toMatchObject({ resultSetId: two.resultSetId });
  });

  it("all, leaves what runs, another lake's history, and what an open tab shows until it is closed", async () => {
    const shown = await run("select 1");
    await run("select 2");
    const tab = {
      id: "t",
      title: "One",
      sql: "select 1",
      executionIds: [shown.id],
      savedId: null,
      engine: null,
      athena: null,
    };
    await queries.saveTabs("lake", { changed: [tab], closed: [], order: ["t"], activeId: "t" });
    const other = lakes.open("other");
    const there = queries.start("other", "select 3", null);
    other.last.answer();
    await ended(there.id);
    const running = queries.start("lake", "select 4", null);
    await queries.forgetHistory("lake", null);
    expect(await history()).toEqual([]);
    expect((await queries.history("other", all, options)).entries).toHaveLength(1);
    expect(await queries.get(shown.id, options)).toMatchObject({ resultSetId: shown.resultSetId });
    engine.last.answer();
    await ended(running.id);
    expect((await history()).map(({ sql }) => sql)).toEqual(["select 4"]);
    await queries.saveTabs("lake", { changed: [], closed: ["t"], order: [], activeId: null });
    await expect(queries.get(shown.id, options)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(results.released).toContain(shown.resultSetId);
  });
});
