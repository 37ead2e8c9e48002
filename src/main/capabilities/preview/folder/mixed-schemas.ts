import type { TablePreview } from "../../../../shared/contract/preview.ts";
import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import { formatOfName } from "../../../../shared/domain/data-format.ts";
import type { StoredObject } from "../../../lake/ports.ts";
import { countText, type Note } from "../notes.ts";
import { previewObject } from "../object-preview.ts";
import { ObjectReader, type ByteCount } from "../object-reader.ts";
import { readFooter } from "../parquet/footer.ts";
import { parquetColumns } from "../parquet/parquet-preview.ts";
import { notOneDataset, type FolderRequest } from "./folder-request.ts";
import { partitionLayout } from "./hive-partitions.ts";

/** Files beside the first whose columns are looked at: a sample that shows most disagreements for little reading. */
const CHECKED_FILES = 4;
/** Bytes of each that are read for that; enough for a header, and for the keys of most JSON. */
const CHECKED_HEAD = 65_536;

interface OtherSchema {
  object: StoredObject;
  /** Of a file that could not be read, why; null when they are not known. */
  columns: Named | { problem: string } | null;
}

/**
 * Compares the columns of a few files with those of the first. Differences are noted; a folder whose sub-folders hold
 * different tables is no dataset (UNSUPPORTED).
 */
export async function schemaNotes(
  files: readonly StoredObject[],
  first: TablePreview,
  request: FolderRequest,
  count: ByteCount,
): Promise<Note[]> {
  const others = await Promise.all(sample(files).map((object) => schemaOf(object, request, count)));
  const { plainFolders } = partitionLayout(files.map(({ key }) => key.slice(request.prefix.length)));
  const notes: Note[] = [];
  for (const { object, columns } of others) {
    if (columns === null) continue;
    const path = object.key.slice(request.prefix.length);
    if ("problem" in columns) {
      notes.push({ level: "warning", text: `“${path}” cannot be read: ${columns.problem}` });
      continue;
    }
    const difference = differenceOf(first, columns);
    if (difference === null) continue;
    if (plainFolders && !mostlyShared(first.columns, columns)) {
      throw notOneDataset(`its sub-folders hold tables with different columns (“${path}” ${difference})`);
    }
    notes.push({ level: "warning", text: `The files do not all have the same columns: “${path}” ${difference}.` });
  }
  return notes;
}

/** The last file and some between: schemas change over time, and names follow time. */
function sample(files: readonly StoredObject[]): StoredObject[] {
  const last = files.length - 1;
  const indexes = new Set(
    Array.from({ length: CHECKED_FILES }, (_, index) => Math.round((last * (index + 1)) / CHECKED_FILES)),
  );
  return [...indexes].flatMap((index) => (index > 0 ? (files[index] ?? []) : []));
}

async function schemaOf(object: StoredObject, request: FolderRequest, count: ByteCount): Promise<OtherSchema> {
  const { store, options, signal } = request;
  const reader = new ObjectReader(store, object, count, signal);
  try {
    if (formatOfName(object.key) === "parquet") {
      return { object, columns: parquetColumns((await readFooter(reader)).metadata) };
    }
    const { preview } = await previewObject(reader, { ...options, maxRows: 0 }, CHECKED_HEAD);
    if (preview.kind === "table") return { object, columns: preview.columns };
    // A row longer than the little that is read here says nothing about the columns.
    const isCut = preview.kind === "text" && !preview.complete;
    return { object, columns: isCut ? null : { problem: "it is not a table." } };
  } catch (error) {
    if (isCancellation(error) || !(error instanceof AppError)) throw error;
    return { object, columns: { problem: error.message } };
  }
}

type Named = readonly { name: string; type: string }[];

/**
 * In words, what the other file has or lacks; null when the columns agree in any order. Types count where the format
 * states them: those of text are only evidence, which differs from head to head. A key that JSON lacks is not missing.
 */
function differenceOf(first: TablePreview, other: Named): string | null {
  const types = new Map(first.columns.map(({ name, type }) => [name, type]));
  const otherNames = new Set(other.map(({ name }) => name));
  const isJson = first.format === "json" || first.format === "ndjson";
  const lacks = isJson ? [] : [...types.keys()].filter((name) => !otherNames.has(name));
  const adds = [...otherNames].filter((name) => !types.has(name));
  const statesTypes = first.format === "parquet";
  const changes = other.filter(({ name, type }) => statesTypes && types.has(name) && types.get(name) !== type);
  const parts: string[] = [];
  if (lacks.length > 0) parts.push(`lacks ${listed(lacks)}`);
  if (adds.length > 0) parts.push(`has ${listed(adds)} more`);
  for (const { name, type } of changes.slice(0, 3)) parts.push(`has “${name}” as ${type} and not ${types.get(name)}`);
  return parts.length > 0 ? parts.join(" and ") : null;
}

/** False for tables that have little in common and are probably of different things. */
function mostlyShared(first: Named, other: Named): boolean {
  const names = new Set(first.map(({ name }) => name));
  const shared = other.filter(({ name }) => names.has(name)).length;
  return shared * 2 >= Math.max(first.length, other.length);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  return names.length > 3 ? `${shown.join(", ")} and ${countText(names.length - 3, "other")}` : shown.join(", ");
}
