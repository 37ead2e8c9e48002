import type { Table } from "@aws-sdk/client-glue";
import type { TableFormat } from "../../../../../shared/domain/data-format.ts";

/** Parameter of tables that Lakeshore registers: the format in its own words, where Glue's do not tell formats apart. */
export const FORMAT_PARAMETER = "lakeshore.format";

/** Words of SerDe, input format and classification, in the order in which they are looked for. */
const words: readonly (readonly [RegExp, TableFormat])[] = [
  [/parquet/, "parquet"],
  [/\borc|orcserde|orcinputformat/, "orc"],
  [/avro/, "avro"],
  [/json/, "ndjson"],
  [/opencsv|csvserde|lazysimple|\bcsv\b|\btsv\b|multidelimit/, "delimited"],
];

/**
 * What a Glue table holds. Table formats say so in parameters (`table_type` of Iceberg and Athena, `spark.sql.sources.provider`
 * of Spark, `hoodie` input formats), the others by SerDe and input format, and by the crawler's `classification` last.
 */
export function formatOfTable({ Parameters = {}, StorageDescriptor }: Table): TableFormat {
  const { SerdeInfo, InputFormat = "" } = StorageDescriptor ?? {};
  const named = (name: string) => (Parameters[name] ?? "").toLowerCase();
  const told = `${named("table_type")} ${named("spark.sql.sources.provider")} ${named("classification")}`;
  const lake = (["iceberg", "delta", "hudi"] as const).find((format) => told.includes(format));
  if (lake) return lake;
  if (/hoodie|hudi/i.test(InputFormat)) return "hudi";
  if (/symlinktextinputformat/i.test(InputFormat) && Parameters["delta.compatible"]) return "delta";
  const library = `${SerdeInfo?.SerializationLibrary ?? ""} ${InputFormat}`.toLowerCase();
  const byReader = words.find(([pattern]) => pattern.test(library))?.[1];
  const classification = named("classification");
  const own = named(FORMAT_PARAMETER);
  if ((own === "json" || own === "text") && byReader !== "parquet") return own;
  // Hive's plain-text SerDe is also what a table without any SerDe gets.
  if (byReader === "delimited" && classification === "json") return "json";
  if (byReader) return byReader;
  if (classification === "json") return "json";
  return words.find(([pattern]) => pattern.test(classification))?.[1] ?? "unknown";
}
