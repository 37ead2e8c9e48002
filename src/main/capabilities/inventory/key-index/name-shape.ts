import { formatOfName } from "../../../../shared/domain/data-format.ts";

/** What a name says of an object. */
export interface NameShape {
  /** The name with what counts or tells versions apart as "#": `part-#-#.parquet`. */
  shape: string;
  /** A format, `orc`, `avro`, `none` for names without an ending, or `other`. */
  format: string;
  role: "data" | "hidden" | "temporary" | "other";
  /** Whether a date is in the name. */
  dated: boolean;
}

const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
const HEX = /(?<![0-9a-z])(?=[0-9a-f]*\d)[0-9a-f]{8,}(?![0-9a-z])/gi;
const DATE = /(?<!\d)(19|20)\d{2}([-_.]?)(0[1-9]|1[0-2])(\2(0[1-9]|[12]\d|3[01]))?(?!\d)/;
/** What programs leave behind while they write, when they fail, or for themselves. */
const TEMPORARY =
  /^(~\$|\._|\.~lock\.|\.ds_store$|thumbs\.db$|desktop\.ini$)|\.(tmp|temp|part|partial|crdownload|swp|swo|bak|filepart|inprogress)$|~$/i;
/** Names that engines give to the parts of what they write, by engine. Without an ending only those that nothing else has. */
const PART = new RegExp(
  `^(?:${[
    // Spark, Hadoop, Dask.
    String.raw`part[-_.]?(?:[mr]-)?\d+(?:[-_.](?:${UUID.source}|tid|c?\d+))*`,
    // Hive.
    String.raw`\d{6}_\d+(?:_copy_\d+)?`,
    // DuckDB, Snowflake.
    String.raw`data(?:_\d{1,3})+(?=\.)`,
    // Redshift's UNLOAD, AWS Glue.
    String.raw`\d{4}_part_\d+|run-[-\w]*part-[-\w]*`,
    // Athena and Trino: the id of the query.
    String.raw`\d{8}_\d{6}_\d{5}_[a-z0-9]{5}[-_]\S+`,
    String.raw`(?:${UUID.source}(?:-\d+)*|0\d*)(?=\.)`,
  ].join("|")})(?:\\.|$)`,
  "i",
);
const tables = new Set(["delimited", "json", "ndjson", "parquet", "orc", "avro", "none"]);

/** Shapes of names are equal where only numbers, dates and ids tell the names apart. */
export function shapeOf(name: string): NameShape {
  const format = formatOf(name);
  const shape = name
    .replaceAll(UUID, "#")
    .replaceAll(HEX, "#")
    .replaceAll(/\d+/g, "#")
    .replaceAll(/#([-_.]#)+/g, "#");
  return { shape, format, role: roleOf(name, format), dated: DATE.test(name) };
}

/** True for a name that says only which part of something a file is: `part-0.parquet`, `000000_0`. */
export function isPartName(name: string): boolean {
  return PART.test(name);
}

function roleOf(name: string, format: string): NameShape["role"] {
  if (TEMPORARY.test(name)) return "temporary";
  // Hadoop's FileInputFormat passes over these, and so do all engines.
  if (/^[_.]/.test(name)) return "hidden";
  return tables.has(format) ? "data" : "other";
}

function formatOf(name: string): string {
  const known = formatOfName(name);
  if (known !== undefined) return known;
  const bare = name.toLowerCase().replace(/\.gz$/, "");
  if (bare.endsWith(".orc")) return "orc";
  if (bare.endsWith(".avro")) return "avro";
  return bare.includes(".") ? "other" : "none";
}

/** True for a folder that stands for a stretch of time: `2024`, `07`, `2024-07`, `20240701`. */
export function isDateFolder(name: string): boolean {
  return /^((19|20)\d{2}([-_.]?(0[1-9]|1[0-2])([-_.]?(0[1-9]|[12]\d|3[01]))?)?|0[1-9]|[12]\d|3[01])$/.test(name);
}
