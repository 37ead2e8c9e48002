import type { SerDeInfo, StorageDescriptor, TableInput } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { TableFormat } from "../../../../../shared/domain/data-format.ts";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import { newGlueColumn } from "./glue-column.ts";
import { LONGEST_DESCRIPTION, keepText } from "./long-text.ts";
import { readParameters } from "./read-options.ts";
import { FORMAT_PARAMETER } from "./table-format.ts";

/** A new table of Glue for a dataset that is being registered. UNSUPPORTED for what only its own writers can register. */
export function newTableInput(entry: TableEntry, table: string, address: string): TableInput {
  const reader = readerOf(entry);
  const isText = reader.SerdeInfo?.SerializationLibrary === OPEN_CSV;
  const isPartition = (name: string) => entry.partitionKeys.includes(name);
  const description = keepText(entry.description, LONGEST_DESCRIPTION, {});
  return {
    Name: table,
    ...(description.field === "" ? {} : { Description: description.field }),
    TableType: "EXTERNAL_TABLE",
    Parameters: {
      EXTERNAL: "TRUE",
      ...classification(entry.format),
      ...readParameters(entry.readOptions),
      ...description.parameters,
    },
    PartitionKeys: entry.partitionKeys.map((key) => {
      const column = entry.columns.find(({ name }) => name === key);
      return newGlueColumn(column ?? { name: key, type: "VARCHAR", kind: "text", description: "" }, false);
    }),
    StorageDescriptor: {
      ...reader,
      Location: address,
      Columns: entry.columns.filter(({ name }) => !isPartition(name)).map((column) => newGlueColumn(column, isText)),
    },
  };
}

const OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
const textFiles = {
  InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
};

/** SerDe and formats as Athena's DDL sets them (docs.aws.amazon.com/athena/latest/ug/supported-serdes.html). */
function readerOf({ format, readOptions }: TableEntry): StorageDescriptor {
  switch (format) {
    case "parquet":
      return {
        InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        SerdeInfo: {
          SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          Parameters: { "serialization.format": "1" },
        },
      };
    case "json":
    case "ndjson":
      return { ...textFiles, SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" } };
    case "delimited":
      return { ...textFiles, SerdeInfo: delimitedReader(readOptions) };
    case "text":
    case "binary":
    case "delta":
    case "iceberg":
    case "hudi":
    case "orc":
    case "avro":
    case "unknown":
      throw new AppError("UNSUPPORTED", `Lakeshore does not register ${format} data in Glue.`, {
        hint: "Delta, Iceberg and Hudi tables are registered by what writes them, or by a Glue crawler.",
      });
  }
}

/** Only OpenCSVSerde knows quotes; to it every value is text. */
function delimitedReader({ delimiter = ",", quote = "", escape = "" }: Record<string, string>): SerDeInfo {
  if (quote === "") {
    return {
      SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
      Parameters: { "field.delim": delimiter, "serialization.format": delimiter },
    };
  }
  const escapeChar = escape === "" || escape === quote ? "\\" : escape;
  return { SerializationLibrary: OPEN_CSV, Parameters: { separatorChar: delimiter, quoteChar: quote, escapeChar } };
}

function classification(format: TableFormat): Record<string, string> {
  if (format === "delimited") return { classification: "csv" };
  if (format === "json") return { classification: "json", [FORMAT_PARAMETER]: "json" };
  return { classification: format === "ndjson" ? "json" : format };
}
