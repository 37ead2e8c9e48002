import { describe, expect, test } from "vitest";
import { CsvOptions, XlsxOptions } from "../../../shared/domain/export-options.ts";
import { exportOutcome } from "./export-outcome.ts";

const xlsx = { kind: "xlsx" as const, options: XlsxOptions.parse({}) };
const csv = { kind: "csv" as const, options: CsvOptions.parse({ gzip: true }) };

describe("what comes out", () => {
  test("a result that fits is one sheet", () => {
    expect(exportOutcome(xlsx, { rows: 1_048_575, columns: 2 }).text).toBe(
      "1,048,575 rows and 2 columns in one sheet, “Data”.",
    );
  });

  test("one row more is two sheets: the header takes a row of each", () => {
    expect(exportOutcome(xlsx, { rows: 1_048_576, columns: 2 }).text).toContain("2 sheets, “Data” to “Data (2)”");
    expect(exportOutcome(xlsx, { rows: 10_000_000, columns: 2 }).text).toContain("10 sheets");
  });

  test("too many columns for Excel are said before", () => {
    expect(exportOutcome(xlsx, { rows: 1, columns: 16_385 }).problem).toContain("16,384");
    expect(exportOutcome(csv, { rows: 1, columns: 16_385 }).problem).toBeNull();
  });

  test("a dataset that nobody has counted says so", () => {
    expect(exportOutcome(csv, { rows: null, columns: null }).text).toBe(
      "All rows as a CSV file in UTF-8, with a header, compressed with gzip.",
    );
  });
});
