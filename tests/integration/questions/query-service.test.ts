import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { QueryService } from "../../../src/main/capabilities/query/index.ts";
import { AppDatabase } from "../../../src/main/state/app-database.ts";
import type { Execution } from "../../../src/shared/contract/query.ts";
import { AskedLake } from "../../fixtures/asked-lake.ts";

const options = { signal: new AbortController().signal };
let asked: AskedLake;
let database: AppDatabase;
let queries: QueryService;

beforeAll(async () => {
  asked = await AskedLake.create({ sample: true });
  open();
});
afterAll(async () => {
  await queries.close();
  database.close();
  await asked.dispose();
});

function open(): void {
  database = new AppDatabase(join(asked.around, "app.db"));
  const athena = { available: false as const, reason: "It is a folder." };
  const lake = { id: "lake", queries: { local: asked.queries, athena } };
  const lakes = {
    get: () => lake,
    onChange: (listener: (lakes: [typeof lake]) => void) => {
      listener([lake]);
      return () => undefined;
    },
  };
  queries = new QueryService({ database, lakes, resultSets: asked.engines.results });
}

async function ended(id: string): Promise<Execution> {
  let last: Execution | undefined;
  for await (const execution of queries.watch(id, options)) last = execution;
  if (!last) throw new Error("nothing was yielded");
  return last;
}

it("answers from the files of the lake, keeps the rows, and has them again after a restart", async () => {
  const { id } = queries.start("lake", "select i, 'row ' || i as name from range(5000) as t(i)", null);
  const end = await ended(id);
  expect(end).toMatchObject({ state: "succeeded", rows: 5000, statement: "select", error: null });
  const { resultSetId } = end;
  if (resultSetId === null) throw new Error("no result");
  const block = await queries.rows({ resultSetId, viewId: null, start: 4998, end: 5000 }, options);
  expect(block.rows).toEqual([
    ["4998", "row 4998"],
    ["4999", "row 4999"],
  ]);
  const { viewId, rows } = await queries.arrange(
    { resultSetId, arrangement: { sort: [{ column: "i", descending: true }], filters: [] } },
    options,
  );
  expect(rows).toBe(5000);
  expect((await queries.rows({ resultSetId, viewId, start: 0, end: 1 }, options)).rows).toEqual([["4999", "row 4999"]]);

  await queries.close();
  database.close();
  open();
  expect(await queries.get(id, options)).toEqual(end);
});

it("shows what is refused and what fails in the execution and in the history", async () => {
  const refused = await ended(queries.start("lake", "create table t (a int)", null).id);
  expect(refused).toMatchObject({ state: "failed", error: { code: "QUERY_REFUSED" } });
  const failed = await ended(queries.start("lake", "select 1,\n  no_such_column", null).id);
  expect(failed).toMatchObject({ state: "failed", error: { code: "QUERY_FAILED", details: { line: 2, column: 3 } } });
  const { entries } = await queries.history("lake", { search: "no_such", before: null, limit: 10 }, options);
  expect(entries).toMatchObject([{ executionId: failed.id, state: "failed", error: failed.error?.message }]);
});

it("cancels a query in the middle of it, and answers the next one", async () => {
  const { id } = queries.start("lake", "select count(*) from range(1000000000000) as a(i) where i % 7 = 3", null);
  for await (const { state } of queries.watch(id, options)) if (state === "running") break;
  queries.cancel(id);
  expect(await ended(id)).toMatchObject({ state: "cancelled", error: null });
  expect(await ended(queries.start("lake", "select 1", null).id)).toMatchObject({ state: "succeeded" });
});
