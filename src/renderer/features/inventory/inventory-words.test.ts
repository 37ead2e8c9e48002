import { expect, it } from "vitest";
import { changeText, couldBeText, evidenceText, kindText } from "./inventory-words.ts";

it("says what a column, a key or a format was and is", () => {
  expect(changeText({ what: "column", name: "price", before: "VARCHAR", after: "DOUBLE" })).toBe(
    "column price: VARCHAR → DOUBLE",
  );
  expect(changeText({ what: "column", name: "vat", before: null, after: "DOUBLE" })).toBe("new column vat: DOUBLE");
  expect(changeText({ what: "partition-key", name: "day", before: "DATE", after: null })).toBe(
    "partition key day is gone (was DATE)",
  );
  expect(changeText({ what: "partitions", name: "y=1/, y=2/, y=3/", before: null, after: "12" })).toBe(
    "12 partitions not registered: y=1/, y=2/, y=3/, …",
  );
  expect(changeText({ what: "partitions", name: "y=1/", before: "1", after: null })).toBe(
    "1 registered partition without objects: y=1/",
  );
  expect(changeText({ what: "format", name: "", before: "json", after: "parquet" })).toBe("format: json → parquet");
});

it("counts objects where there are several", () => {
  expect(kindText({ kind: "partitions", objects: 1200 })).toBe("Partitions, 1,200 objects");
  expect(kindText({ kind: "file", objects: 1 })).toBe("File");
  expect(couldBeText({ kind: "tiny-files", objects: 1000, couldBe: 2 })).toBe("1,000 objects, could be 2");
});

it("tells a problem before anything else", () => {
  const dataset = {
    id: 1,
    zoneId: "raw",
    path: "a.csv",
    pattern: "",
    kind: "file",
    format: "delimited",
    objects: 1,
    bytes: 1,
    newest: null,
    state: "new",
    tableName: null,
    columns: 3,
    changes: [],
    problem: null,
    fingerprint: "f",
  } as const;
  expect(evidenceText({ ...dataset, changes: [] })).toBe("3 columns");
  expect(evidenceText({ ...dataset, changes: [], tableName: "sales" })).toBe("sales · 3 columns");
  const problem = { code: "DAMAGED", message: "It is cut.", retryable: false } as const;
  expect(evidenceText({ ...dataset, changes: [], problem })).toBe("It is cut.");
});
