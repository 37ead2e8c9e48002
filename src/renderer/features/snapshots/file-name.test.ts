import { expect, test } from "vitest";
import { CsvOptions, XlsxOptions } from "../../../shared/domain/export-options.ts";
import { suggestedFileName } from "./file-name.ts";

const xlsx = { kind: "xlsx" as const, options: XlsxOptions.parse({}) };
const csv = { kind: "csv" as const, options: CsvOptions.parse({}) };

test("the ending follows the format, and takes the place of the source's own", () => {
  expect(suggestedFileName("flights.csv.gz", xlsx)).toBe("flights.xlsx");
  expect(suggestedFileName("Query 1", csv)).toBe("Query 1.csv");
  expect(suggestedFileName("Query 1", { kind: "csv", options: { ...csv.options, gzip: true } })).toBe("Query 1.csv.gz");
});

test("what no file may be called is replaced", () => {
  expect(suggestedFileName('a/b:c"d\n', csv)).toBe("a-b-c-d-.csv");
  expect(suggestedFileName(" .. ", csv)).toBe("export.csv");
});
