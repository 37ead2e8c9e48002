import { expect, it } from "vitest";
import { localFileName } from "./local-file-name.ts";

it("keeps a name that every system takes, and the folders that name partitions", () => {
  expect(localFileName("s3://bucket/sales/2024/year=2024/month=01/part-0.csv.gz")).toBe(
    "year=2024/month=01/part-0.csv.gz",
  );
});

it.each([
  ["con.parquet", /^[0-9a-f]{32}\.parquet$/],
  ["what?.csv.gz", /^[0-9a-f]{32}\.csv\.gz$/],
  [`${"n".repeat(250)}.ndjson`, /^[0-9a-f]{32}\.ndjson$/],
  ["ends with a dot.", /^[0-9a-f]{32}$/],
])("gives %s a name of its own with its ending", (name, expected) => {
  expect(localFileName(`raw/${name}`)).toMatch(expected);
  expect(localFileName(`raw/${name}`)).not.toBe(localFileName(`raw/x${name}`));
});

it("writes what a partition's value may not be called as it is decoded again", () => {
  const folder = localFileName('raw/at=10:30 "sharp"/end=a./x.csv');
  expect(folder).toBe("at=10%3A30 %22sharp%22/end=a%2E/x.csv");
  expect(decodeURIComponent(folder)).toBe('at=10:30 "sharp"/end=a./x.csv');
});
