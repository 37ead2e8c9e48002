import type { Column } from "../../../shared/domain/columns.ts";
import { isGzipName, type DataFormat } from "../../../shared/domain/data-format.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";
import { withoutWildcards } from "./lake-paths.ts";

/** Files of one dataset whose columns are the same and in the same order. */
export interface FileGroup {
  /** Absolute paths. */
  paths: readonly string[];
  /** Names of the columns in the files, in their order. */
  names: readonly string[];
}

export interface ReadableDataset {
  format: DataFormat;
  /** All columns, those of partitions last. */
  columns: readonly Column[];
  partitionKeys: readonly string[];
  /** As a dataset's preview and the catalog have them. */
  readOptions: Readonly<Record<string, string>>;
  groups: readonly FileGroup[];
  /** What the whole of the files needs, beyond what the head of the first shows. */
  needs: ReadingNeeds;
}

export interface ReadingNeeds {
  /** Some rows do not fit the table: they are left out. */
  skipsRows: boolean;
  /** "" in quotes is NULL, as in files that quote every field. */
  quotedNulls: boolean;
  /** Columns that are read as text and cast after: dates in ISO form beside others with a format. */
  castLater: ReadonlySet<string>;
}

/** A SELECT of a dataset's rows, read as its preview reads them. */
export function selectOfDataset(dataset: ReadableDataset): string {
  const selects = dataset.groups.map((group) => {
    const later = dataset.columns.filter(({ name }) => dataset.needs.castLater.has(name) && group.names.includes(name));
    const casts = later.map(({ name, type }) => `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
    const replace = casts.length > 0 ? ` REPLACE (${casts.join(", ")})` : "";
    const typeOf = typesOf(dataset);
    return `SELECT *${replace} FROM ${readerOfGroup(dataset, group, typeOf, dataset.needs.skipsRows ? "ignore_errors = true" : null)}`;
  });
  return selects.join(" UNION ALL BY NAME ");
}

/** A SELECT of a text dataset's rows with every value as it is written; rows that do not fit go to `reject_errors`. */
export function selectOfTexts(dataset: ReadableDataset): string {
  const selects = dataset.groups.map(
    (group) => `SELECT * FROM ${readerOfGroup(dataset, group, () => "VARCHAR", "store_rejects = true")}`,
  );
  return selects.join(" UNION ALL BY NAME ");
}

type TypeOf = (name: string) => string;

function typesOf({ columns, needs }: ReadableDataset): TypeOf {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return (name) => (needs.castLater.has(name) ? "VARCHAR" : (types.get(name) ?? "VARCHAR"));
}

function readerOfGroup(dataset: ReadableDataset, group: FileGroup, typeOf: TypeOf, rejects: string | null): string {
  const paths = pathList(group.paths);
  const partitions = partitionArguments(dataset);
  if (dataset.format === "parquet") return readParquet(dataset, group.paths);
  const fields = group.names.map((name) => `${literal(name)}: ${literal(typeOf(name))}`);
  const common = [paths, `columns = {${fields.join(", ")}}`, ...compression(dataset, group), ...partitions];
  if (dataset.format === "delimited") {
    return `read_csv(${[...common, ...csvArguments(dataset), ...(rejects ? [rejects] : [])].join(", ")})`;
  }
  return `read_json(${[...common, ...jsonArguments(dataset)].join(", ")})`;
}

/** A reader of Parquet files as one table. */
export function readParquet(
  dataset: Pick<ReadableDataset, "columns" | "partitionKeys">,
  paths: readonly string[],
): string {
  return `read_parquet(${[pathList(paths), "union_by_name = true", ...partitionArguments(dataset)].join(", ")})`;
}

function csvArguments({ readOptions, needs }: ReadableDataset): string[] {
  const option = (argument: string, name: string) =>
    readOptions[name] === undefined ? [] : [`${argument} = ${literal(readOptions[name])}`];
  return [
    "auto_detect = false",
    ...option("delim", "delimiter"),
    ...option("quote", "quote"),
    ...option("escape", "escape"),
    ...option("decimal_separator", "decimalSeparator"),
    ...option("dateformat", "dateFormat"),
    ...option("timestampformat", "timestampFormat"),
    `header = ${readOptions["header"] === "true"}`,
    `skip = ${Number(readOptions["skipLines"] ?? 0)}`,
    `allow_quoted_nulls = ${needs.quotedNulls}`,
  ];
}

/** Arguments of read_json beside paths and columns. */
function jsonArguments({ format }: ReadableDataset): string[] {
  return [`format = ${format === "ndjson" ? "'newline_delimited'" : "'auto'"}`];
}

/** A DESCRIBE that reads all records of JSON files for their keys; nested values keep no structure. */
export function describeAllKeys(dataset: ReadableDataset): string {
  const paths = dataset.groups.flatMap((group) => group.paths);
  const group = { paths, names: [] };
  const args = [
    pathList(paths),
    ...jsonArguments(dataset),
    ...compression(dataset, group),
    "sample_size = -1",
    "maximum_depth = 2",
    "union_by_name = true",
    "hive_partitioning = false",
  ];
  return `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_json(${args.join(", ")}))`;
}

/** DuckDB goes by the name, the preview went by the first bytes. Files of a folder go by their names. */
function compression({ readOptions }: ReadableDataset, { paths }: FileGroup): string[] {
  const [path, another] = paths;
  if (path === undefined || another !== undefined) return [];
  const isGzip = readOptions["compression"] === "gzip";
  return isGzip === isGzipName(path) ? [] : [`compression = ${isGzip ? "'gzip'" : "'none'"}`];
}

function partitionArguments({ partitionKeys, columns }: Pick<ReadableDataset, "columns" | "partitionKeys">): string[] {
  if (partitionKeys.length === 0) return ["hive_partitioning = false"];
  const types = partitionKeys.map((key) => {
    const column = columns.find(({ name }) => name === key);
    return `${identifier(key)}: ${column?.type ?? "VARCHAR"}`;
  });
  return ["hive_partitioning = true", `hive_types = {${types.join(", ")}}`];
}

function pathList(paths: readonly string[]): string {
  return `[${paths.map((path) => literal(withoutWildcards(path))).join(", ")}]`;
}
