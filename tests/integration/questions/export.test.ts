import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CsvOptions } from "../../../src/shared/domain/export-options.ts";
import { AskedLake, askedPlaces } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
describe.each(askedPlaces)("on a %s lake", (place) => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await AskedLake.create({ place });
  });
  afterAll(() => lake.dispose());

  it("writes a whole dataset by the same rules as a question reads it", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `0${index + 10};${index},50\n`).join("");
    await lake.write("raw/sales.csv", Buffer.from(`code;price\n${rows}only\n099;3,00;é;x\n`, "latin1"));
    const path = join(lake.around, "out.csv");
    let progress = 0;
    const outcome = await lake.queries.export(
      { kind: "dataset", zoneId: "raw", path: "sales.csv" },
      { path, format: "csv", options: CsvOptions.parse({}) },
      { signal: new AbortController().signal, onProgress: (written) => (progress = written) },
    );
    const text = await readFile(path, "utf8");
    expect(text).toMatch(/^\ufeff?code[,;]price\r?\n010[,;]0\.50\r?\n011[,;]1\.50\r?\n/);
    expect(outcome).toMatchObject({
      rows: 50,
      warnings: [expect.stringMatching(/^2 rows of raw\."sales\.csv" were rejected/)],
    });
    expect(progress).toBeLessThanOrEqual(50);
  });

  it("writes the result of a question", async () => {
    const { resultSetId } = await lake.ask("SELECT '007' AS code, 1.50 AS price");
    const path = join(lake.around, "result.csv");
    await lake.queries.export(
      { kind: "result", resultSetId, viewId: null, columns: null, ranges: null },
      { path, format: "csv", options: CsvOptions.parse({}) },
      { signal: new AbortController().signal, onProgress: () => undefined },
    );
    expect(await readFile(path, "utf8")).toMatch(/007[,;]1\.50/);
  });
});
