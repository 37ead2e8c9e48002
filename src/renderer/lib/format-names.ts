import type { DataFormat } from "../../shared/domain/data-format.ts";

/** What people call the formats. */
export const formatNames: Record<DataFormat, string> = {
  delimited: "Delimited text",
  json: "JSON",
  ndjson: "NDJSON",
  parquet: "Parquet",
  text: "Text",
  delta: "Delta table",
  iceberg: "Iceberg table",
  hudi: "Hudi table",
  binary: "Binary",
};
