import { expect, test } from "vitest";
import { valueName } from "./facet-names.ts";

test("formats are called as in the rest of the app, and others as they are", () => {
  expect(valueName("format", "parquet", [])).toBe("Parquet");
  expect(valueName("format", "delimited", [])).toBe("Delimited text");
  expect(valueName("format", "of a later version", [])).toBe("of a later version");
  expect(valueName("tag", "parquet", [])).toBe("parquet");
});
