import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import { type Obstacle, obstacle } from "./access-recipe.ts";
import { type AccessSubject, fileColumns } from "./access-subject.ts";
import { quoted } from "./literals.ts";
import { fsspecOptions, needsOs } from "./store-access.ts";

/** Python with pandas: columns of text stay text, so that codes keep their zeros. */
export function pandasCode(subject: AccessSubject): string | Obstacle {
  const { table, uri, isFolder, store } = subject;
  if (uri === null) return obstacle("It has no files of its own: a view is read by the engine that made it.");
  const storage = store.kind === "folder" ? "" : ", storage_options=storage";
  if (table.format === "delta") {
    const load = `frame = DeltaTable(${quoted(uri)}${storage}).to_pandas()`;
    return program(subject, ["from deltalake import DeltaTable"], [load, "print(frame.head())"]);
  }
  if (table.format === "parquet") {
    const load = `frame = pd.read_parquet(${quoted(uri)}${storage})`;
    return program(subject, ["import pandas as pd"], [load, "print(frame.head())"]);
  }
  const reader = pandasReader(table, isFolder ? "file" : quoted(uri), isFolder ? compressionOf(subject) : storage);
  if (typeof reader !== "string") return reader;
  const imports = [...(usesCsvModule(table) ? ["import csv"] : []), "import pandas as pd"];
  if (!isFolder) return program(subject, imports, [`frame = ${reader}`, "print(frame.head())"]);
  return program(
    subject,
    [...imports, "import fsspec", ...(table.partitionKeys.length > 0 ? ["from urllib.parse import unquote"] : [])],
    [...readingOfParts(subject, reader), "frame = pd.concat(frames, ignore_index=True)", "print(frame.head())"],
  );
}

function readingOfParts({ table, uri, ending, store }: AccessSubject, reader: string): string[] {
  const storage = store.kind === "folder" ? "" : ", **storage";
  return [
    `files, root = fsspec.core.url_to_fs(${quoted(uri ?? "")}${storage})`,
    "frames = []",
    "for path in sorted(files.find(root)):",
    ...(ending === "" ? [] : [`    if not path.endswith(${quoted(ending)}):`, "        continue"]),
    '    with files.open(path, "rb") as file:',
    `        frame = ${indented(reader, 8)}`,
    ...(table.partitionKeys.length === 0
      ? []
      : [
          '    parts = dict(part.split("=", 1) for part in path.split("/") if "=" in part)',
          `    for key in [${table.partitionKeys.map(quoted).join(", ")}]:`,
          "        frame[key] = unquote(parts[key])",
        ]),
    "    frames.append(frame)",
  ];
}

function indented(text: string, spaces: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

/** The call that reads one file; `file` is an expression. */
function pandasReader(table: TableEntry, file: string, more: string): string | Obstacle {
  switch (table.format) {
    case "delimited":
      return `pd.read_csv(\n    ${[file, ...csvArguments(table)].join(",\n    ")}${more === "" ? "" : `,\n    ${more.slice(2)}`},\n)`;
    case "json":
      return `pd.read_json(${file}${more})`;
    case "ndjson":
      return `pd.read_json(${file}, lines=True${more})`;
    case "orc":
      return `pd.read_orc(${file}${more.includes("compression") ? "" : more})`;
    case "iceberg":
    case "hudi":
    case "avro":
      return obstacle("pandas has no reader of this format: use DuckDB or Spark.");
    default:
      return obstacle("pandas has no reader of this format.");
  }
}

/** Arguments of read_csv beside the file: the dialect, the texts and the dates. */
export function csvArguments(table: TableEntry): string[] {
  const { readOptions } = table;
  const { quote, escape } = readOptions;
  const columns = fileColumns(table);
  const texts = columns.filter(({ kind }) => kind === "text" || kind === "uuid").map(({ name }) => name);
  const moments = columns.filter(({ kind }) => kind === "date" || kind === "timestamp").map(({ name }) => name);
  const hasHeader = (readOptions["header"] ?? "true") === "true";
  const format = readOptions["dateFormat"] ?? readOptions["timestampFormat"];
  return [
    `sep=${quoted(readOptions["delimiter"] ?? ",")}`,
    ...(quote === ""
      ? ["quoting=csv.QUOTE_NONE"]
      : quote === undefined || quote === '"'
        ? []
        : [`quotechar=${quoted(quote)}`]),
    ...(escape === undefined || escape === "" || escape === quote
      ? []
      : [`escapechar=${quoted(escape)}`, "doublequote=False"]),
    ...(hasHeader ? [] : ["header=None", `names=[${columns.map(({ name }) => quoted(name)).join(", ")}]`]),
    ...(Number(readOptions["skipLines"] ?? 0) > 0 ? [`skiprows=${Number(readOptions["skipLines"])}`] : []),
    ...(readOptions["decimalSeparator"] === "," ? ['decimal=","'] : []),
    ...encodingOf(readOptions["encoding"]),
    ...(texts.length > 0 ? [`dtype={${texts.map((name) => `${quoted(name)}: "string"`).join(", ")}}`] : []),
    ...(moments.length > 0 ? [`parse_dates=[${moments.map(quoted).join(", ")}]`] : []),
    ...(moments.length > 0 && format !== undefined ? [`date_format=${quoted(format)}`] : []),
  ];
}

function usesCsvModule({ format, readOptions }: TableEntry): boolean {
  return format === "delimited" && readOptions["quote"] === "";
}

function encodingOf(encoding: string | undefined): string[] {
  const names: Record<string, string> = { "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "windows-1252": "cp1252" };
  return encoding === undefined || encoding === "utf-8" ? [] : [`encoding=${quoted(names[encoding] ?? encoding)}`];
}

/** pandas goes by the name of a file, and an opened file has none. */
function compressionOf({ table, ending }: AccessSubject): string {
  const isGzip = ending.endsWith(".gz") || table.readOptions["compression"] === "gzip";
  return isGzip ? ', compression="gzip"' : "";
}

function program(subject: AccessSubject, imports: readonly string[], lines: readonly string[]): string {
  const all = [...(needsOs(subject) ? ["import os"] : []), ...imports];
  const storage = fsspecOptions(subject);
  return [...all, "", ...(storage.length > 0 ? [...storage, ""] : []), ...lines].join("\n");
}
