import { expect, test } from "vitest";
import { columnLetters } from "./xlsx-limits.ts";
import { sheetName } from "./xlsx-parts.ts";

test("names columns as Excel does", () => {
  expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
});

test("numbers further sheets and keeps their names within 31 characters", () => {
  expect(sheetName("Data", 0)).toBe("Data");
  expect(sheetName("Data", 1)).toBe("Data (2)");
  expect(sheetName("x".repeat(31), 1)).toBe(`${"x".repeat(27)} (2)`);
  expect(sheetName("😀".repeat(15), 1)).toBe(`${"😀".repeat(13)}\uFFFD (2)`);
});
