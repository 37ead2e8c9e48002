import { expect, it } from "vitest";
import { changesBetween } from "./version-changes.ts";

const column = (Name: string, Type: string, Comment?: string) => ({ Name, Type, ...(Comment ? { Comment } : {}) });

it("tells what a version of a table changed", () => {
  const older = {
    Name: "orders",
    Description: "Orders",
    Parameters: { classification: "parquet", rows: "1" },
    StorageDescriptor: { Location: "s3://a/x/", Columns: [column("id", "int"), column("old", "string")] },
  };
  const newer = {
    Name: "orders",
    Parameters: { classification: "parquet", rows: "2", owner: "etl" },
    StorageDescriptor: { Location: "s3://a/x/", Columns: [column("id", "bigint", "key"), column("new", "array<int>")] },
  };
  expect(changesBetween(older, newer)).toEqual([
    { what: "description", before: "Orders", after: null },
    { what: "column id", before: "INTEGER", after: "BIGINT: key" },
    { what: "column old", before: "VARCHAR", after: null },
    { what: "column new", before: null, after: "INTEGER[]" },
    { what: "parameter rows", before: "1", after: "2" },
    { what: "parameter owner", before: null, after: "etl" },
  ]);
  expect(changesBetween(newer, newer)).toEqual([]);
});
