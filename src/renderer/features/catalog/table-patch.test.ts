import { describe, expect, it } from "vitest";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { canRebase, hasSameColumns, patched, textBehind } from "./table-patch.ts";

const column = (name: string, description = "") => ({ name, type: "VARCHAR", kind: "text" as const, description });
const base: TableEntry = {
  zoneId: "raw",
  name: "flights",
  location: "flights/",
  format: "parquet",
  columns: [column("carrier"), column("origin", "IATA code")],
  partitionKeys: [],
  description: "All flights",
  readOptions: {},
  kind: "table",
  catalogName: null,
  viewText: null,
  revision: 3,
  updatedAt: null,
};

describe("changes of a table's texts", () => {
  it("touch one text only", () => {
    const described = patched(base, { of: "column", column: "carrier", text: "Airline" });
    expect(described).toEqual({ ...base, columns: [column("carrier", "Airline"), column("origin", "IATA code")] });
    expect(patched(base, { of: "table", text: "New" })).toEqual({ ...base, description: "New" });
  });

  it("go on top of another person's, where that is about another text", () => {
    const theirs = { ...base, description: "Their words", revision: 4 };
    expect(canRebase(base, theirs, { of: "column", column: "carrier", text: "Airline" })).toBe(true);
    expect(canRebase(base, theirs, { of: "table", text: "Mine" })).toBe(false);
    expect(canRebase(base, theirs, { of: "table", text: "Their words" })).toBe(true);
  });

  it("have nowhere to go when the column is gone", () => {
    const theirs = { ...base, columns: [column("origin")] };
    const patch = { of: "column", column: "carrier", text: "Airline" } as const;
    expect(textBehind(theirs, patch)).toBeNull();
    expect(canRebase(base, theirs, patch)).toBe(false);
  });
});

describe("columns that a person edits", () => {
  it("are the same when others changed the description or the revision only", () => {
    expect(hasSameColumns(base, { ...base, description: "Their words", revision: 4 })).toBe(true);
    expect(hasSameColumns(base, { ...base, columns: [column("carrier", "Airline"), column("origin")] })).toBe(false);
  });
});
