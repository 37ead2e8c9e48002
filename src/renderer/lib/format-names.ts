import type { TableFormat } from "../../shared/domain/data-format.ts";

/** What people call the formats. */
export const formatNames: Record<TableFormat, string> = {
  delimited: "Delimited text",
  json: "JSON",
  ndjson: "NDJSON",
  parquet: "Parquet",
  text: "Text",
  delta: "Delta table",
  iceberg: "Iceberg table",
  hudi: "Hudi table",
  binary: "Binary",
  orc: "ORC",
  avro: "Avro",
  unknown: "Unknown format",
};
