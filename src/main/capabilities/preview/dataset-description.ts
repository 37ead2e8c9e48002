import type { Dialect, TablePreview } from "../../../shared/contract/preview.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import type { DataFormat } from "../../../shared/domain/data-format.ts";
import type { ReadPreview } from "./head-preview.ts";

/** What a catalog needs to know of a file or folder to register it as a table. */
export interface DatasetDescription {
  format: DataFormat;
  /** Partition columns come last. */
  columns: Column[];
  partitionKeys: string[];
  /** How the files are read, as `Dialect` names it; empty for formats that say it themselves. */
  readOptions: Record<string, string>;
  /** What a person should know of its files: columns that differ, files that cannot be read. */
  warnings: string[];
}

/** The description behind a preview. UNSUPPORTED for what is no table, or a table that its part files do not make. */
export function describe({ preview, dateFormats }: ReadPreview): DatasetDescription {
  if (preview.kind === "recognised") {
    return { format: preview.format, columns: preview.columns, partitionKeys: [], readOptions: {}, warnings: [] };
  }
  if (preview.kind !== "table") {
    throw new AppError("UNSUPPORTED", "Only tables can be registered, and this is not one.", {
      hint: "Choose delimited text, JSON, Parquet, or a folder of such files.",
    });
  }
  return {
    format: preview.format,
    columns: preview.columns.map(({ name, type, kind }) => ({ name, type, kind })),
    partitionKeys: preview.files?.partitionKeys ?? [],
    readOptions: { ...compressionOption(preview), ...dialectOptions(preview.dialect), ...momentOptions(dateFormats) },
    warnings: preview.notes.filter(({ level }) => level === "warning").map(({ text }) => text),
  };
}

function compressionOption({ compression }: TablePreview): Record<string, string> {
  return compression === null ? {} : { compression };
}

function dialectOptions(dialect: Dialect | null): Record<string, string> {
  if (!dialect) return {};
  const { encoding, delimiter, quote, escape, header, skipLines, decimalSeparator } = dialect;
  return { encoding, delimiter, quote, escape, header: String(header), skipLines: String(skipLines), decimalSeparator };
}

/** Formats of dates that are not in ISO form; a reader takes one of each, so files that mix them get none. */
function momentOptions(formats: readonly string[]): Record<string, string> {
  const dates = formats.filter((format) => !format.includes("%H"));
  const timestamps = formats.filter((format) => format.includes("%H"));
  return {
    ...(dates.length === 1 ? { dateFormat: dates.join("") } : {}),
    ...(timestamps.length === 1 ? { timestampFormat: timestamps.join("") } : {}),
  };
}
