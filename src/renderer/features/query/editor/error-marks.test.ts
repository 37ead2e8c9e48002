import { expect, test } from "vitest";
import { diagnosticOf } from "./error-marks.ts";

const error = { message: "There is no column “orign”.", hint: "Did you mean “origin”?", details: { offset: 7 } };
const statement = { sql: "SELECT orign FROM a", offset: 0 };

test("the word at the place is marked, also when text was put before the statement", () => {
  const text = "-- flights\nSELECT orign FROM a";
  const mark = diagnosticOf(text, statement, error);
  expect(mark && text.slice(mark.from, mark.to)).toBe("orign");
  expect(mark?.message).toContain("Did you mean");
});

test("a place at the end of the statement marks its last character", () => {
  const mark = diagnosticOf("SELECT", { sql: "SELECT", offset: 0 }, { ...error, details: { offset: 6 } });
  expect(mark).toMatchObject({ from: 5, to: 6 });
});

test("nothing is marked without a place, or when the statement was changed", () => {
  expect(diagnosticOf("SELECT orign FROM a", statement, { message: "no" })).toBeNull();
  expect(diagnosticOf("SELECT origin FROM a", statement, error)).toBeNull();
});
