import type { SerDeInfo, Table } from "@aws-sdk/client-glue";

/** Parameters of tables that Lakeshore registers: how the files are read, in its own words. */
const PREFIX = "lakeshore.read.";

type Options = Record<string, string>;

/** How the files of a table are read: as Lakeshore wrote it, or as the SerDe of delimited text says it. */
export function readOptionsOf({ Parameters = {}, StorageDescriptor }: Table, isDelimited: boolean): Options {
  const own = Object.entries(Parameters).flatMap(([name, value]) =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value] as const] : [],
  );
  if (own.length > 0 || !isDelimited) return Object.fromEntries(own);
  const serde = StorageDescriptor?.SerdeInfo?.Parameters ?? {};
  const skipped = Number(Parameters["skip.header.line.count"] ?? serde["skip.header.line.count"] ?? 0) || 0;
  const delimiter = serde["separatorChar"] ?? serde["field.delim"] ?? serde["serialization.format"];
  return {
    delimiter: delimiterOf(delimiter) ?? (/opencsv/i.test(libraryOf(StorageDescriptor?.SerdeInfo)) ? "," : "\u0001"),
    quote: /opencsv/i.test(libraryOf(StorageDescriptor?.SerdeInfo)) ? (serde["quoteChar"] ?? '"') : "",
    header: String(skipped > 0),
    skipLines: String(Math.max(0, skipped - 1)),
  };
}

/** The options as parameters of a table. */
export function readParameters(options: Options): Options {
  const { header = "false", skipLines = "0" } = options;
  const skipped = Number(skipLines) + (header === "true" ? 1 : 0);
  return {
    ...Object.fromEntries(Object.entries(options).map(([name, value]) => [PREFIX + name, value])),
    ...(skipped > 0 ? { "skip.header.line.count": String(skipped) } : {}),
  };
}

/** Parameters of a table with other options; what is not about reading stays. */
export function withReadOptions(parameters: Options, options: Options): Options {
  const others = Object.entries(parameters).filter(
    ([name]) => !name.startsWith(PREFIX) && name !== "skip.header.line.count",
  );
  return { ...Object.fromEntries(others), ...readParameters(options) };
}

/** `serialization.format` may be the number of a character (Hive's SerDeUtils). */
function delimiterOf(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (text === "\\t") return "\t";
  return /^\d{1,3}$/.test(text) ? String.fromCharCode(Number(text)) : text;
}

function libraryOf(serde: SerDeInfo | undefined): string {
  return serde?.SerializationLibrary ?? "";
}
