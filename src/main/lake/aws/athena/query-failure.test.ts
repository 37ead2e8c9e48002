import { expect, it } from "vitest";
import { queryFailure } from "./query-failure.ts";

it.each([
  ["SYNTAX_ERROR: line 1:8: Column 'foo' cannot be resolved", "SELECT foo", 7, 1, 8],
  [
    "COLUMN_NOT_FOUND: line 2:3: Column 'foo' cannot be resolved or requester is not authorized",
    "SELECT\n  foo",
    9,
    2,
    3,
  ],
  ["line 1:1: mismatched input 'SELEC'. Expecting: 'ALTER'", "SELEC 1", 0, 1, 1],
  ["FAILED: ParseException line 1:13 missing EOF at '-' near 'a'", "DROP TABLE a-b", 13, 1, 14],
  ["TYPE_MISMATCH: line 1:13: not a number", "SELECT '🛫', 'a' + 1", 13, 1, 13],
  ["SYNTAX_ERROR: line 9:1: beyond the text", "SELECT 1", 0, 1, 1],
])("points from “%s” into the text", (said, sql, offset, line, column) => {
  const error = queryFailure(said, sql);
  expect(error).toMatchObject({ code: "QUERY_FAILED", details: { offset, line, column } });
  expect(error.message).not.toMatch(/line \d|SYNTAX_ERROR|FAILED/);
});

it("keeps a message without a place, and says what to do about limits", () => {
  const error = queryFailure("Bytes scanned limit was exceeded", "SELECT 1");
  expect(error.message).toBe("Bytes scanned limit was exceeded");
  expect(error.hint).toContain("workgroup");
  expect(error.details).toEqual({});
});
