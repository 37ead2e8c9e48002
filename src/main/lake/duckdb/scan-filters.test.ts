import { describe, expect, it } from "vitest";
import { columnsOfFilter, mayPass, readScanFilter } from "./scan-filters.ts";

const bounds = (column: string) => ({ least: `${column}_lo`, greatest: `${column}_hi` });
const sqlOf = (text: string, type = "BIGINT") => mayPass(readScanFilter(text), () => type, bounds);

describe("filters of scans", () => {
  it.each([
    ["a>5", "a_hi"],
    ["a<-5", "a_lo"],
    ["a>='2024-01-01 00:00:00'::TIMESTAMP", "a_hi"],
    ["a>=1 AND a<=3", "a_hi"],
    ["((a >= 5) OR (b = 7))", "b_lo"],
  ])("%s looks at %s", (text, bound) => {
    expect(sqlOf(text)).toContain(bound);
  });

  it.each([
    "a!=5",
    "a IS NULL",
    "(CAST(a AS FLOAT) = 5.5)",
    "optional: Dynamic Filter (a)",
    "a=b",
    "prefix(a, 'x')",
    "a>5 AND (b IS NOT NULL)",
    "(a > 5",
    "a>5 b",
    "",
  ])("%s may be true of any row", (text) => {
    expect(readScanFilter(text)).toBeNull();
  });

  it("take texts with quotes and words of SQL as they are", () => {
    expect(readScanFilter("a='it''s AND b>5'")).toEqual({
      kind: "compare",
      column: "a",
      op: "=",
      value: "'it''s AND b>5'",
    });
  });

  it("say nothing where the order of values is another than that of the statistics", () => {
    for (const type of ["DOUBLE", "BLOB", "INTERVAL", "STRUCT(x BIGINT)", "BIGINT[]"])
      expect(sqlOf("a>5", type)).toBe("true");
  });

  it("name their columns", () => {
    expect(columnsOfFilter(readScanFilter("((a >= 5) AND ((b <= 7) OR (c = 'x')))"))).toEqual(["a", "b", "c"]);
  });
});
