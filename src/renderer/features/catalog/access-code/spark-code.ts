import type { Column } from "../../../../shared/domain/columns.ts";
import { type Obstacle, obstacle } from "./access-recipe.ts";
import { type AccessSubject, fileColumns } from "./access-subject.ts";
import { quoted, sparkIdentifier } from "./literals.ts";
import { needsOs } from "./store-access.ts";

/** PySpark; on S3 through Hadoop's s3a. */
export function sparkCode(subject: AccessSubject): string | Obstacle {
  const { table, uri } = subject;
  if (uri === null) return obstacle("It has no files of its own: a view is read by the engine that made it.");
  const reader = readerOf(subject, quoted(uri.replace(/^s3:\/\//, "s3a://")));
  if (typeof reader !== "string") return reader;
  const settings = settingsOf(subject).map(([name, value]) => `\n    .config(${quoted(name)}, ${value})`);
  return [
    ...(needsOs(subject) ? ["import os"] : []),
    "from pyspark.sql import SparkSession",
    "",
    `spark = (\n    SparkSession.builder.appName(${quoted(table.name)})${settings.join("")}\n    .getOrCreate()\n)`,
    `frame = ${reader}`,
    "frame.show()",
  ].join("\n");
}

function readerOf({ table }: AccessSubject, uri: string): string | Obstacle {
  switch (table.format) {
    case "parquet":
      return `spark.read.parquet(${uri})`;
    case "orc":
      return `spark.read.orc(${uri})`;
    case "json":
      return `spark.read.option("multiLine", True).json(${uri})`;
    case "ndjson":
      return `spark.read.json(${uri})`;
    case "delta":
    case "iceberg":
    case "hudi":
    case "avro":
      return `spark.read.format("${table.format}").load(${uri})`;
    case "delimited":
      return csvReader(table, uri);
    default:
      return obstacle("Spark has no reader of this format.");
  }
}

function csvReader(table: AccessSubject["table"], uri: string): string | Obstacle {
  const { readOptions } = table;
  if (Number(readOptions["skipLines"] ?? 0) > 0) {
    return obstacle("Spark cannot skip lines before the header: use DuckDB or pandas.");
  }
  const quote = readOptions["quote"] ?? '"';
  const escape = readOptions["escape"] ?? quote;
  const encoding = readOptions["encoding"] ?? "utf-8";
  const dates = readOptions["dateFormat"];
  const moments = readOptions["timestampFormat"];
  const options: [string, string][] = [
    ["header", (readOptions["header"] ?? "true") === "true" ? "true" : "false"],
    ["sep", readOptions["delimiter"] ?? ","],
    ["quote", quote],
    ["escape", escape === "" ? quote : escape],
    ...(encoding === "utf-8" ? [] : [["encoding", encoding] as [string, string]]),
    ...(dates === undefined ? [] : [["dateFormat", javaPattern(dates)] as [string, string]]),
    ...(moments === undefined ? [] : [["timestampFormat", javaPattern(moments)] as [string, string]]),
  ];
  const types = fileColumns(table).map((column) => `${sparkIdentifier(column.name)} ${typeOf(column, readOptions)}`);
  const lines = options.map(([name, value]) => `    .option(${quoted(name)}, ${quoted(value)})`);
  return `(\n    spark.read\n${lines.join("\n")}\n    .schema(${quoted(types.join(", "))})\n    .csv(${uri})\n)`;
}

/** Of a strptime format, as Java writes it; letters of its own are in quotes. */
function javaPattern(format: string): string {
  const patterns: Record<string, string> = {
    "%Y": "yyyy",
    "%y": "yy",
    "%m": "MM",
    "%-m": "M",
    "%d": "dd",
    "%-d": "d",
    "%b": "MMM",
    "%B": "MMMM",
    "%H": "HH",
    "%I": "hh",
    "%M": "mm",
    "%S": "ss",
    "%p": "a",
    "%f": "SSSSSS",
    "%z": "XX",
  };
  return format.replaceAll(/%-?[A-Za-z]|[A-Za-z]+/g, (part) => patterns[part] ?? `'${part}'`);
}

/** What Spark cannot read in this dialect stays text: numbers with a decimal comma, nested values. */
function typeOf({ type, kind }: Column, readOptions: Record<string, string>): string {
  const hasComma = readOptions["decimalSeparator"] === ",";
  switch (kind) {
    case "boolean":
      return "BOOLEAN";
    case "integer":
      return (
        ({ TINYINT: "TINYINT", SMALLINT: "SMALLINT", INTEGER: "INT", BIGINT: "BIGINT" } as Record<string, string>)[
          type
        ] ?? "DECIMAL(38,0)"
      );
    case "decimal":
      return hasComma ? "STRING" : type;
    case "float":
      return hasComma ? "STRING" : "DOUBLE";
    case "date":
      return "DATE";
    case "timestamp":
      return "TIMESTAMP";
    default:
      return "STRING";
  }
}

function settingsOf({ store, table }: AccessSubject): [string, string][] {
  const packages: Partial<Record<string, [string, string][]>> = {
    delta: [
      ["spark.sql.extensions", quoted("io.delta.sql.DeltaSparkSessionExtension")],
      ["spark.sql.catalog.spark_catalog", quoted("org.apache.spark.sql.delta.catalog.DeltaCatalog")],
    ],
  };
  const format = packages[table.format] ?? [];
  if (store.kind === "folder") return format;
  const { signIn, endpoint, region } = store;
  const s3a = (name: string, value: string): [string, string] => [`spark.hadoop.fs.s3a.${name}`, value];
  const provider = "aws.credentials.provider";
  return [
    ...format,
    s3a("endpoint.region", quoted(region)),
    ...(endpoint === null
      ? []
      : [
          s3a("endpoint", quoted(endpoint.url)),
          s3a("path.style.access", quoted(String(endpoint.pathStyle))),
          s3a("connection.ssl.enabled", quoted(String(endpoint.url.startsWith("https:")))),
        ]),
    ...(signIn.kind === "keys"
      ? [s3a("access.key", quoted(signIn.accessKeyId)), s3a("secret.key", 'os.environ["AWS_SECRET_ACCESS_KEY"]')]
      : []),
    ...(signIn.kind === "anonymous"
      ? [s3a(provider, quoted("org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider"))]
      : []),
    ...(signIn.kind === "profile"
      ? [s3a(provider, quoted("software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider"))]
      : []),
  ];
}
