import { athenaSql } from "./athena-sql.ts";
import { type Obstacle, obstacle } from "./access-recipe.ts";
import type { AccessSubject } from "./access-subject.ts";
import { duckDbSql } from "./duckdb-sql.ts";
import { pythonBlock, quoted } from "./literals.ts";
import { csvArguments } from "./pandas-code.ts";
import { botoSession, needsOs } from "./store-access.ts";

/** Python with DuckDB: the same SQL as anywhere. */
export function pythonDuckDb(subject: AccessSubject): string | Obstacle {
  const sql = duckDbSql(subject);
  if (typeof sql !== "string") return sql;
  return [
    "import duckdb",
    "",
    "connection = duckdb.connect()",
    `frame = connection.sql(${pythonBlock(sql)}).df()`,
    "print(frame)",
  ].join("\n");
}

/** Python with the AWS SDK for pandas: through Athena where the table is in Glue, else its objects. */
export function awsWrangler(subject: AccessSubject): string | Obstacle {
  const { store, table } = subject;
  if (store.kind === "folder") return obstacle("awswrangler reads S3, and this lake is a folder.");
  const load = loadOf(subject);
  if (typeof load !== "string") return load;
  return [
    ...(needsOs(subject) ? ["import os"] : []),
    ...(table.readOptions["quote"] === "" ? ["import csv"] : []),
    "import awswrangler as wr",
    "import boto3",
    "",
    ...(store.endpoint === null ? [] : [`wr.config.s3_endpoint_url = ${quoted(store.endpoint.url)}`]),
    `session = ${botoSession(store)}`,
    load,
    "print(frame.head())",
  ].join("\n");
}

function loadOf(subject: AccessSubject): string | Obstacle {
  const { table, uri, isFolder, ending } = subject;
  if (table.catalogName !== null) {
    const sql = athenaSql(subject);
    if (typeof sql !== "string") return sql;
    const database = `database=${quoted(table.catalogName.database)}`;
    return `frame = wr.athena.read_sql_query(${pythonBlock(sql.replace(/;$/, ""))}, ${database}, boto3_session=session)`;
  }
  if (uri === null) return obstacle("It has no files of its own: a view is read by the engine that made it.");
  const suffix = ending === "" ? "" : `, path_suffix=${quoted(ending)}`;
  const more = `${isFolder ? `${suffix}, dataset=True` : ""}, boto3_session=session`;
  switch (table.format) {
    case "parquet":
      return `frame = wr.s3.read_parquet(${quoted(uri)}${more})`;
    case "delimited":
      return `frame = wr.s3.read_csv(\n    ${[quoted(uri), ...csvArguments(table)].join(",\n    ")}${more.replaceAll(/, (?=\w+=)/g, ",\n    ")},\n)`;
    case "json":
      return `frame = wr.s3.read_json(${quoted(uri)}${more})`;
    case "ndjson":
      return `frame = wr.s3.read_json(${quoted(uri)}, lines=True${more})`;
    case "orc":
      return `frame = wr.s3.read_orc(${quoted(uri)}${more})`;
    default:
      return obstacle("awswrangler has no reader of the objects of this format.");
  }
}
