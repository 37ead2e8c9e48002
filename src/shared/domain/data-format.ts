import { z } from "zod";

/** What a file or folder holds, as far as its name and first bytes tell. */
const dataFormats = ["delimited", "json", "ndjson", "parquet", "text", "delta", "iceberg", "hudi", "binary"] as const;
export const DataFormat = z.enum(dataFormats);
export type DataFormat = z.infer<typeof DataFormat>;

/** What a catalog says that a table holds; more than Lakeshore itself reads. "unknown" is what it says in no known way. */
export const TableFormat = z.enum([...dataFormats, "orc", "avro", "unknown"]);
export type TableFormat = z.infer<typeof TableFormat>;

const formatByExtension: Record<string, DataFormat> = {
  csv: "delimited",
  tsv: "delimited",
  tab: "delimited",
  psv: "delimited",
  json: "json",
  geojson: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  parquet: "parquet",
  parq: "parquet",
  pq: "parquet",
  txt: "text",
  md: "text",
  log: "text",
  sql: "text",
  xml: "text",
  yaml: "text",
  yml: "text",
};

/** The format that a name suggests (`.gz` looked through); undefined when the name says nothing. */
export function formatOfName(name: string): DataFormat | undefined {
  const bare = name.toLowerCase().replace(/\.gz$/, "");
  const dot = bare.lastIndexOf(".");
  return dot < 0 ? undefined : formatByExtension[bare.slice(dot + 1)];
}

export function isGzipName(name: string): boolean {
  return name.toLowerCase().endsWith(".gz");
}
