import { expect, it } from "vitest";
import { isPartName } from "./name-shape.ts";

const uuid = "0a1b2c3d-aaaa-bbbb-cccc-0123456789ab";

it.each([
  // Spark, Hadoop, Databricks
  "part-0.parquet",
  "part-00000",
  `part-00000-${uuid}-c000.snappy.parquet`,
  `part-00000-${uuid}.c000.csv.gz`,
  `part-00003-tid-4417340436519-${uuid}-12-1.c000.snappy.parquet`,
  "part-m-00000.avro",
  "part-r-00001",
  // Dask, others
  "part.0.parquet",
  "part_0001.csv",
  // Hive
  "000000_0",
  "000000_0_copy_1.orc",
  // DuckDB, Snowflake
  "data_0.parquet",
  "data_0_12_0.csv.gz",
  // Redshift's UNLOAD
  "0000_part_00.parquet",
  // AWS Glue
  "run-1582718200000-part-block-0-r-00000-snappy.parquet",
  // Athena, Trino
  `20231207_110522_00012_x7k2p_${uuid}`,
  `${uuid}.parquet`,
  `${uuid}-0.parquet`,
  "0.parquet",
  "00001.csv",
])("knows %s for a part of something", (name) => {
  expect(isPartName(name)).toBe(true);
});

it.each([
  "airports.csv",
  "parts.csv",
  "participants_2024.csv",
  "part-2-of-the-report.csv",
  "part_number.csv",
  "department-0.csv",
  "data.csv",
  "data_2024.csv",
  "data_2024-01-01.csv",
  "data-dictionary.csv",
  "2024.csv",
  "20240101.csv",
  "2024-01.csv",
  "1.csv",
  "orders-0.parquet",
  // Without an ending it could be anything.
  uuid,
  "0",
])("takes %s for a name of its own", (name) => {
  expect(isPartName(name)).toBe(false);
});
