import { type Obstacle, obstacle } from "./access-recipe.ts";
import { type AccessSubject, fileColumns } from "./access-subject.ts";
import { duckDbSql } from "./duckdb-sql.ts";
import { quoted, rBlock } from "./literals.ts";

/** R with DuckDB: the same SQL as anywhere. */
export function rDuckDb(subject: AccessSubject): string | Obstacle {
  const sql = duckDbSql(subject);
  if (typeof sql !== "string") return sql;
  const statements = sql.split(/;\n/).map((statement) => statement.replace(/;$/, ""));
  const question = statements.at(-1) ?? "";
  return [
    "library(DBI)",
    "",
    "connection <- dbConnect(duckdb::duckdb())",
    ...statements.slice(0, -1).map((statement) => `dbExecute(connection, ${rBlock(statement)})`),
    `frame <- dbGetQuery(connection, ${rBlock(question)})`,
    "dbDisconnect(connection)",
    "head(frame)",
  ].join("\n");
}

/** R with arrow: a dataset that is read when it is collected. */
export function rArrow(subject: AccessSubject): string | Obstacle {
  const { table, uri } = subject;
  if (uri === null) return obstacle("It has no files of its own: a view is read by the engine that made it.");
  const call = openCall(subject);
  if (typeof call !== "string") return call;
  const keys = table.partitionKeys.length > 0 ? ", partitioning = hive_partition()" : "";
  return [
    "library(arrow)",
    "library(dplyr)",
    "",
    ...placeOf(subject),
    `dataset <- ${call}${keys})`,
    "dataset |> head(100) |> collect()",
  ].join("\n");
}

function openCall({ table, uri, store }: AccessSubject): string | Obstacle {
  const { format, readOptions } = table;
  const at = store.kind === "s3" ? "place" : quoted(uri ?? "");
  if (format === "parquet") return `open_dataset(${at}, format = "parquet"`;
  if (format === "ndjson") return `open_dataset(${at}, format = "json"`;
  if (format === "orc") return `open_dataset(${at}, format = "orc"`;
  if (format !== "delimited") return obstacle("arrow for R has no reader of this format: use DuckDB.");
  const isPlain =
    (readOptions["encoding"] ?? "utf-8") === "utf-8" &&
    readOptions["decimalSeparator"] !== "," &&
    readOptions["dateFormat"] === undefined &&
    readOptions["timestampFormat"] === undefined &&
    (readOptions["delimiter"] ?? ",").length === 1;
  if (!isPlain)
    return obstacle("arrow for R does not read this dialect (encoding, decimal comma or form of dates): use DuckDB.");
  const texts = fileColumns(table)
    .filter(({ kind }) => kind === "text")
    .map(({ name }) => `${rName(name)} = string()`);
  const hasHeader = (readOptions["header"] ?? "true") === "true";
  return `open_delim_dataset(${[
    at,
    `delim = ${quoted(readOptions["delimiter"] ?? ",")}`,
    ...(readOptions["quote"] === undefined || readOptions["quote"] === '"'
      ? []
      : [`quote = ${quoted(readOptions["quote"])}`]),
    ...(hasHeader
      ? []
      : [
          `col_names = c(${fileColumns(table)
            .map(({ name }) => quoted(name))
            .join(", ")})`,
        ]),
    ...(Number(readOptions["skipLines"] ?? 0) > 0 ? [`skip = ${Number(readOptions["skipLines"])}`] : []),
    ...(texts.length > 0 ? [`col_types = schema(${texts.join(", ")})`] : []),
  ].join(", ")}`;
}

function rName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

function placeOf({ store, uri }: AccessSubject): string[] {
  if (store.kind === "folder" || uri === null) return [];
  const [bucket = "", ...path] = uri.replace(/^s3:\/\//, "").split("/");
  const { endpoint, signIn, region } = store;
  const url = endpoint === null ? null : new URL(endpoint.url);
  const args = [
    quoted(bucket),
    `region = ${quoted(region)}`,
    ...(url ? [`endpoint_override = ${quoted(url.host)}`, `scheme = ${quoted(url.protocol.replace(":", ""))}`] : []),
    ...(endpoint !== null && !endpoint.pathStyle ? ["force_virtual_addressing = TRUE"] : []),
    ...(signIn.kind === "anonymous" ? ["anonymous = TRUE"] : []),
    ...(signIn.kind === "keys"
      ? [`access_key = ${quoted(signIn.accessKeyId)}`, 'secret_key = Sys.getenv("AWS_SECRET_ACCESS_KEY")']
      : []),
  ];
  return [
    ...(signIn.kind === "profile" ? [`Sys.setenv(AWS_PROFILE = ${quoted(signIn.profile)})`] : []),
    `bucket <- s3_bucket(${args.join(", ")})`,
    `place <- bucket$path(${quoted(path.join("/").replace(/\/$/, ""))})`,
  ];
}
