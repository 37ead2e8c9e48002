import { parquetSchema, type FileMetaData } from "hyparquet";
import type { PreviewColumn, PreviewOptions, TablePreview } from "../../../../shared/contract/preview.ts";
import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import { kindOfType } from "../../../../shared/domain/columns.ts";
import { byteText, countText, type Note } from "../notes.ts";
import type { ObjectReader } from "../object-reader.ts";
import { typeOfColumn } from "./column-type.ts";
import { damaged, readFooter } from "./footer.ts";
import { readFirstRows } from "./first-rows.ts";
import { RangeCache } from "./range-cache.ts";
import { rowsWithin, trimmedRows } from "../row-budget.ts";

/** Schema, exact row count and first rows of a Parquet file, from its footer and the pages that hold those rows. */
export async function previewParquet(reader: ObjectReader, options: PreviewOptions): Promise<TablePreview> {
  try {
    return await readParquet(reader, options);
  } catch (error) {
    if (error instanceof AppError || isCancellation(error)) throw error;
    // The store fails with an AppError, so what is left is a decoder that met bytes which make no sense.
    throw damaged("its content is corrupt", error);
  }
}

async function readParquet(reader: ObjectReader, options: PreviewOptions): Promise<TablePreview> {
  const footer = await readFooter(reader);
  const { metadata } = footer;
  const notes: Note[] = [];
  const columns = parquetColumns(metadata);
  const wanted = rowsWithin(columns.length, options.maxRows);
  const read = await readFirstRows(footer, reader, new RangeCache(reader, [footer.tail]), wanted);
  const { rows, notes: trimmed } = trimmedRows(read ?? []);
  notes.push(...trimmed);
  if (!read) {
    notes.push({
      level: "warning",
      text: "The first rows lie in pages too large for a preview, so only the schema is shown. Query the file to see them.",
    });
  }
  const totalRows = Number(metadata.num_rows);
  return {
    kind: "table",
    format: "parquet",
    size: reader.size,
    bytesRead: reader.bytesRead,
    compression: null,
    notes,
    columns,
    rows,
    complete: read !== null && trimmed.length === 0 && rows.length === totalRows,
    totalRows,
    dialect: null,
    rejected: [],
    rejectedCount: 0,
    files: null,
    facts: factsOf(metadata, reader.size, footer.length),
  };
}

/** The columns that a footer describes. */
export function parquetColumns(metadata: FileMetaData): PreviewColumn[] {
  try {
    return parquetSchema(metadata).children.map((node) => {
      const type = typeOfColumn(node);
      return { name: node.element.name, type, kind: kindOfType(type), evidence: null, isPartition: false };
    });
  } catch (error) {
    throw damaged("its schema is corrupt", error);
  }
}

function factsOf(metadata: FileMetaData, size: number, footerLength: number): TablePreview["facts"] {
  const codecs = new Set(
    metadata.row_groups
      .slice(0, 100)
      .flatMap(({ columns }) => columns.flatMap(({ meta_data: meta }) => meta?.codec ?? [])),
  );
  const packed = metadata.row_groups.reduce((sum, { columns }) => sum + sizeOf(columns, "total_compressed_size"), 0);
  const unpacked = metadata.row_groups.reduce(
    (sum, { columns }) => sum + sizeOf(columns, "total_uncompressed_size"),
    0,
  );
  return [
    { name: "Rows", value: Number(metadata.num_rows).toLocaleString("en-US") },
    { name: "Row groups", value: metadata.row_groups.length.toLocaleString("en-US") },
    { name: "Columns", value: countText(metadata.row_groups[0]?.columns.length ?? 0, "column") },
    { name: "Compression", value: [...codecs].join(", ") || "none" },
    { name: "Size", value: byteText(size) },
    { name: "Size of the data", value: `${byteText(packed)} (${byteText(unpacked)} unpacked)` },
    { name: "Size of the footer", value: byteText(footerLength) },
    { name: "Written by", value: metadata.created_by ?? "unknown" },
    { name: "Format version", value: String(metadata.version) },
  ];
}

type SizeField = "total_compressed_size" | "total_uncompressed_size";

function sizeOf(columns: FileMetaData["row_groups"][number]["columns"], field: SizeField): number {
  return columns.reduce((sum, { meta_data: meta }) => sum + Number(meta?.[field] ?? 0), 0);
}
