import type { AccessSubject } from "./access-subject.ts";
import { fileColumns } from "./access-subject.ts";
import { type Obstacle, obstacle } from "./access-recipe.ts";
import { sqlIdentifier, sqlText } from "./literals.ts";

/** SQL for any DuckDB: first how it reaches the store, then the question. */
export function duckDbSql(subject: AccessSubject): string | Obstacle {
  const reader = readerOf(subject);
  if (typeof reader !== "string") return reader;
  const extension = { delta: "delta", iceberg: "iceberg", avro: "avro" }[subject.table.format as string];
  const setup = [
    ...(extension === undefined ? [] : [`INSTALL ${extension}; LOAD ${extension};`]),
    ...secretOf(subject),
  ];
  return [...setup, `SELECT *\nFROM ${reader}\nLIMIT 100;`].join("\n");
}

function readerOf({ table, uri, isFolder, ending }: AccessSubject): string | Obstacle {
  if (uri === null) return obstacle("It has no files of its own: a view is read by the engine that made it.");
  const glob = withoutWildcards(uri) + (isFolder ? `**/*${ending}` : "");
  const partitions = partitionArguments(table);
  switch (table.format) {
    case "parquet":
      return call("read_parquet", [sqlText(glob), ...(isFolder ? ["union_by_name = true"] : []), ...partitions]);
    case "delimited":
      return call("read_csv", [sqlText(glob), ...csvArguments(table), ...partitions]);
    case "json":
      return call("read_json", [sqlText(glob), ...partitions]);
    case "ndjson":
      return call("read_json", [sqlText(glob), "format = 'newline_delimited'", ...partitions]);
    case "delta":
      return call("delta_scan", [sqlText(uri.replace(/\/$/, ""))]);
    case "iceberg":
      return call("iceberg_scan", [sqlText(uri.replace(/\/$/, "")), "allow_moved_paths = true"]);
    case "avro":
      return call("read_avro", [sqlText(glob)]);
    case "hudi":
    case "orc":
    case "text":
    case "binary":
    case "unknown":
      return obstacle("DuckDB has no reader of this format.");
  }
}

function call(name: string, args: readonly string[]): string {
  const [first = "", ...rest] = args;
  if (rest.length === 0) return `${name}(${first})`;
  return `${name}(\n  ${[first, ...rest].join(",\n  ")}\n)`;
}

/** Every column by its name and type, so that codes keep their zeros and nothing is guessed. */
function csvArguments(table: AccessSubject["table"]): string[] {
  const { readOptions } = table;
  const option = (argument: string, name: string) => {
    const text = readOptions[name];
    return text === undefined ? [] : [`${argument} = ${controlled(text)}`];
  };
  const encoding = readOptions["encoding"] ?? "utf-8";
  const columns = fileColumns(table).map(({ name, type }) => `${sqlText(name)}: ${sqlText(type)}`);
  return [
    `columns = {${columns.join(", ")}}`,
    ...option("delim", "delimiter"),
    ...option("quote", "quote"),
    ...option("escape", "escape"),
    ...option("decimal_separator", "decimalSeparator"),
    ...option("dateformat", "dateFormat"),
    ...option("timestampformat", "timestampFormat"),
    `header = ${(readOptions["header"] ?? "true") === "true"}`,
    ...(Number(readOptions["skipLines"] ?? 0) > 0 ? [`skip = ${Number(readOptions["skipLines"])}`] : []),
    ...(encoding === "utf-8" ? [] : [`encoding = ${sqlText(duckDbEncodings[encoding] ?? encoding)}`]),
    ...(readOptions["compression"] === "gzip" ? ["compression = 'gzip'"] : []),
  ];
}

/** As DuckDB spells them: UTF-16 and Latin-1 are built in, others come with its extension "encodings". */
const duckDbEncodings: Record<string, string> = {
  "utf-16le": "utf-16",
  "utf-16be": "utf-16",
  "iso-8859-1": "latin-1",
  "windows-1252": "CP1252",
};

/** Characters that cannot be seen are written by their numbers. */
function controlled(text: string): string {
  if (text === "\t") return String.raw`'\t'`;
  return text.length === 1 && text < " " ? `chr(${text.charCodeAt(0)})` : sqlText(text);
}

function partitionArguments({ partitionKeys, columns }: AccessSubject["table"]): string[] {
  if (partitionKeys.length === 0) return [];
  const types = partitionKeys.map(
    (key) => `${sqlIdentifier(key)}: ${columns.find(({ name }) => name === key)?.type ?? "VARCHAR"}`,
  );
  return ["hive_partitioning = true", `hive_types = {${types.join(", ")}}`];
}

/** DuckDB reads *, ? and [ in paths as wildcards, unless each is a set of its own. */
function withoutWildcards(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}

/** How DuckDB signs in to a store; secrets themselves are never written here. */
function secretOf({ store, uri }: AccessSubject): string[] {
  if (store.kind === "folder" || !uri?.startsWith("s3://")) return [];
  const { signIn, endpoint, region } = store;
  const isKeys = signIn.kind === "keys";
  const isChain = !isKeys && signIn.kind !== "anonymous";
  const url = endpoint === null ? null : new URL(endpoint.url);
  const settings = [
    "TYPE s3",
    ...(isChain ? ["PROVIDER credential_chain"] : []),
    ...(signIn.kind === "profile" ? [`PROFILE ${sqlText(signIn.profile)}`] : []),
    ...(isKeys ? [`KEY_ID ${sqlText(signIn.accessKeyId)}`, "SECRET 'your secret key'"] : []),
    `REGION ${sqlText(region)}`,
    ...(url && endpoint
      ? [
          `ENDPOINT ${sqlText(url.host)}`,
          `URL_STYLE '${endpoint.pathStyle ? "path" : "vhost"}'`,
          `USE_SSL ${url.protocol === "https:"}`,
        ]
      : []),
  ];
  const extensions = isChain ? "INSTALL httpfs; LOAD httpfs; INSTALL aws; LOAD aws;" : "INSTALL httpfs; LOAD httpfs;";
  return [extensions, `CREATE OR REPLACE SECRET lake (\n  ${settings.join(",\n  ")}\n);`];
}
