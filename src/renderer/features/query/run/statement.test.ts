import { describe, expect, test } from "vitest";
import { findStatement, statementAt } from "./statement.ts";

//            012345678901234567890
// statements: SELECT 1;   SELECT 2;
const statements = [
  { sql: "SELECT 1", offset: 0 },
  { sql: "SELECT 2", offset: 12 },
];

describe("the statement at the cursor", () => {
  test("is the one that the cursor is in", () => {
    expect(statementAt(statements, 3)).toBe(statements[0]);
    expect(statementAt(statements, 14)).toBe(statements[1]);
  });

  test("behind a statement's end, is still that one", () => {
    expect(statementAt(statements, 10)).toBe(statements[0]);
    expect(statementAt(statements, 500)).toBe(statements[1]);
  });

  test("before the first is the first, and in an empty text there is none", () => {
    expect(statementAt([{ sql: "SELECT 1", offset: 4 }], 0)?.offset).toBe(4);
    expect(statementAt([], 0)).toBeUndefined();
  });
});

describe("a statement that was run", () => {
  test("is found where it is now, also when text was put before it", () => {
    expect(findStatement("-- more\nSELECT 1", { sql: "SELECT 1", offset: 0 })).toBe(8);
  });

  test("is the nearest of several that read the same", () => {
    expect(findStatement("SELECT 1; SELECT 1; SELECT 1", { sql: "SELECT 1", offset: 12 })).toBe(10);
  });

  test("is not found once it was changed", () => {
    expect(findStatement("SELECT 2", { sql: "SELECT 1", offset: 0 })).toBeUndefined();
  });
});
