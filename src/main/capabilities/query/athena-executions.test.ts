import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScriptedAthena, athenaFacts } from "../../../../tests/fixtures/scripted-athena.ts";
import { ScriptedLakes, ScriptedResults } from "../../../../tests/fixtures/scripted-queries.ts";
import type { Execution } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { AppDatabase } from "../../state/app-database.ts";
import { QueryService } from "./query-service.ts";

const options = { signal: new AbortController().signal };
const onAthena = { engine: "athena" } as const;
const MB = 2 ** 20;

let folder: string;
let database: AppDatabase;
let lakes: ScriptedLakes;
let athena: ScriptedAthena;
let queries: QueryService;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-athena-"));
  athena = new ScriptedAthena();
  openApp();
});
afterEach(async () => {
  await closeApp();
  rmSync(folder, { recursive: true, force: true });
});

function openApp(): void {
  database = new AppDatabase(join(folder, "app.db"));
  lakes = new ScriptedLakes();
  lakes.athena = { available: true, engine: athena };
  lakes.open("lake");
  queries = new QueryService({ database, lakes, resultSets: new ScriptedResults() });
}

async function closeApp(): Promise<void> {
  await queries.close();
  database.close();
}

async function ended(id: string): Promise<Execution> {
  let last: Execution | undefined;
  for await (const execution of queries.watch(id, options)) last = execution;
  if (!last) throw new Error("nothing was yielded");
  return last;
}

const learn = (executionId: string) =>
  athena.last.onProgress({ fraction: null, rows: null, memoryBytes: null, athena: athenaFacts({ executionId }) });

const historyEntry = async (id: string) => {
  const page = await queries.history("lake", { search: "", before: null, limit: 10 }, options);
  return page.entries.find(({ executionId }) => executionId === id);
};

describe("a query in Athena", () => {
  it("is refused with the reason where the lake has no Athena", () => {
    lakes.athena = { available: false, reason: "This lake is a folder." };
    expect(() => queries.start("lake", "select 1", null, onAthena)).toThrow(/This lake is a folder/);
  });

  it("goes to Athena with the place and the confirmation that came with it", () => {
    const place = { workgroup: "analysts", catalog: null, database: "sales", reuseMinutes: 60 };
    queries.start("lake", "drop table t", "tab", { ...onAthena, athena: place, confirmedWrite: true });
    expect(athena.last.request).toMatchObject({ sql: "drop table t", athena: place, confirmedWrite: true });
  });

  it("shows Athena's id of it as soon as there is one, and its bytes and cost at the end and in the history", async () => {
    const { id } = queries.start("lake", "select 1", null, onAthena);
    learn("athena-1");
    expect((await queries.get(id, options)).athena).toMatchObject({ executionId: "athena-1" });
    athena.last.answer({ athena: athenaFacts({ executionId: "athena-1", bytesScanned: 2 ** 40 }) });
    const cost = { usd: 5, usdPerTb: 5 };
    expect(await ended(id)).toMatchObject({ athena: { bytesScanned: 2 ** 40 }, cost });
    expect(await queries.get(id, options)).toMatchObject({ athena: { executionId: "athena-1" }, cost });
    expect(await historyEntry(id)).toMatchObject({ engine: "athena", athena: { bytesScanned: 2 ** 40 }, cost });
  });

  it("waits for no query of the local engine, and holds none up", async () => {
    for (let count = 0; count < 16; count += 1) queries.start("lake", "select 1", null, onAthena);
    const stalled = queries.start("lake", "select 17", null, onAthena);
    expect((await queries.get(stalled.id, options)).state).toBe("queued");
    const local = queries.start("lake", "select 1", null);
    expect((await queries.get(local.id, options)).state).toBe("running");
  });

  it("goes on when the app is closed, and is attached to again by its id", async () => {
    const { id } = queries.start("lake", "select 1", null, onAthena);
    learn("athena-1");
    athena.known.set("athena-1", "select 1");
    await closeApp();
    openApp();
    expect(await queries.get(id, options)).toMatchObject({
      state: "failed",
      athena: { executionId: "athena-1" },
      error: { code: "ENGINE_LOST", hint: expect.stringContaining("Attach") },
    });
    const again = await queries.attach("lake", "athena-1", null, options);
    expect(again).toMatchObject({ sql: "select 1", engine: "athena", athena: { executionId: "athena-1" } });
    athena.last.answer({ rows: 3 });
    expect(await ended(again.id)).toMatchObject({ state: "succeeded", rows: 3 });
  });

  it("is followed once, however often it is attached to", async () => {
    athena.known.set("athena-1", "select 1");
    const first = await queries.attach("lake", "athena-1", null, options);
    const second = await queries.attach("lake", "athena-1", null, options);
    expect(second.id).toBe(first.id);
  });

  it("is stopped when a person cancels it", async () => {
    const { id } = queries.start("lake", "select 1", null, onAthena);
    learn("athena-1");
    queries.cancel(id);
    expect(await ended(id)).toMatchObject({ state: "cancelled", athena: { executionId: "athena-1" } });
    expect(await historyEntry(id)).toMatchObject({ state: "cancelled", athena: { executionId: "athena-1" } });
  });

  it("is costed by the price of its region, which a person may set", async () => {
    queries.athenaPrices.set("eu-central-1", 6);
    const { id } = queries.start("lake", "select 1", null, onAthena);
    athena.last.answer({ athena: athenaFacts({ bytesScanned: 2 ** 39 }) });
    expect((await ended(id)).cost).toEqual({ usd: 3, usdPerTb: 6 });
    queries.athenaPrices.set("eu-central-1", null);
    expect(queries.athenaPrices.get("eu-central-1")).toMatchObject({ usdPerTb: 5, isDefault: true });
  });

  it.each([
    ["at least 10 MB", { bytesScanned: 1 }, (10 * MB) / 2 ** 40],
    ["whole megabytes", { bytesScanned: 20 * MB + 1 }, (21 * MB) / 2 ** 40],
    ["nothing for a result that is used again", { bytesScanned: 50 * MB, isReused: true }, 0],
    ["nothing where nothing was read", { bytesScanned: 0 }, 0],
  ])("counts %s", async (_what, facts, terabytes) => {
    const { id } = queries.start("lake", "select 1", null, onAthena);
    athena.last.answer({ athena: athenaFacts(facts) });
    expect((await ended(id)).cost?.usd).toBeCloseTo(terabytes * 5, 12);
  });

  it("has no cost by the byte where capacity was reserved, nor when it failed", async () => {
    const reserved = queries.start("lake", "select 1", null, onAthena);
    athena.last.answer({ athena: athenaFacts({ bytesScanned: MB, usesReservedCapacity: true }) });
    expect((await ended(reserved.id)).cost).toBeNull();
    const failed = queries.start("lake", "select x", null, onAthena);
    athena.last.fail(new AppError("QUERY_FAILED", "Column 'x' cannot be resolved"));
    expect(await ended(failed.id)).toMatchObject({ state: "failed", cost: null });
  });

  it("has its result deleted in the lake once it is forgotten and no other run has the same", async () => {
    const runs = ["s3://lake/a.csv", "s3://lake/b.csv", "s3://lake/b.csv"].map(async (outputLocation) => {
      const { id } = queries.start("lake", "select 1", null, onAthena);
      athena.last.answer({ athena: athenaFacts({ outputLocation }) });
      return ended(id);
    });
    const [one, two, three] = await Promise.all(runs);
    const forget = (run: Execution | undefined) => queries.forgetHistory("lake", [run?.id ?? ""]);
    await forget(one);
    await forget(two);
    expect(athena.discarded).toEqual(["s3://lake/a.csv"]);
    await forget(three);
    expect(athena.discarded).toEqual(["s3://lake/a.csv", "s3://lake/b.csv"]);
  });
});
