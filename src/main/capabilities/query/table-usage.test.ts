import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AppDatabase } from "../../state/app-database.ts";
import { ExecutionRecords } from "./execution-records.ts";
import { queryTables } from "./query-tables.ts";
import { tableUsage } from "./table-usage.ts";

const options = { signal: new AbortController().signal };
const names = [
  { qualifier: "raw", name: "flights" },
  { qualifier: "raw", name: "flights/" },
];
let folder: string;
let database: AppDatabase;
let records: ExecutionRecords;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-usage-"));
  database = new AppDatabase(join(folder, "app.db"));
  database.migrate(queryTables);
  records = new ExecutionRecords(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function ran(id: string, sql: string, state: "succeeded" | "failed" = "succeeded"): void {
  const startedAt = new Date().toISOString();
  records.begin({ id, lakeId: "lake", tabId: null, engine: "duckdb", startedAt, sql, athena: null });
  records.end(id, {
    state,
    durationMs: 1,
    rows: 1,
    statement: "select",
    resultSetId: null,
    warnings: [],
    athena: null,
    cost: null,
    error: null,
  });
}

it("counts runs by every name of the table, and what they name beside it, over more than a slice of history", async () => {
  for (let run = 0; run < 250; run += 1) ran(`a${run}`, "SELECT * FROM RAW.Flights");
  ran("b", 'SELECT * FROM raw."flights/" f JOIN raw.airports a ON a.iata = f.origin JOIN raw.airports b ON true');
  ran("failed", "SELECT nothing FROM raw.flights", "failed");
  ran("other", "SELECT 'raw.flights' FROM trusted.flights");
  const usage = await tableUsage(database, "lake", names, options);
  expect(usage.runs).toBe(251);
  expect(usage.recent.map(({ executionId }) => executionId).slice(0, 2)).toEqual(["b", "a249"]);
  expect(usage.joined).toEqual([{ qualifier: "raw", name: "airports", runs: 1 }]);
});
