import type { TablePreview } from "../../../../shared/contract/preview.ts";
import type { DataFormat } from "../../../../shared/domain/data-format.ts";
import type { StoredObject } from "../../../lake/ports.ts";
import type { ReadPreview } from "../head-preview.ts";
import { countText, type Note } from "../notes.ts";
import { previewObject } from "../object-preview.ts";
import { ByteCount, ObjectReader } from "../object-reader.ts";
import { notOneDataset, type FolderRequest } from "./folder-request.ts";
import { surveyFolder, type FolderSurvey } from "./folder-survey.ts";
import { partitionColumns, partitionLayout, partitionValues } from "./hive-partitions.ts";
import { previewRecognised } from "./recognised-preview.ts";
import { schemaNotes } from "./mixed-schemas.ts";
import { recogniseTable } from "./table-format.ts";

const tableFormats = new Set<DataFormat | "unknown">(["delimited", "json", "ndjson", "parquet", "unknown"]);
const formatNames: Record<string, string> = {
  delimited: "delimited text",
  json: "JSON",
  ndjson: "NDJSON",
  parquet: "Parquet",
  text: "text",
  unknown: "other",
};
/** Part files without rows are common; more than a few in a row are not. */
const MAX_EMPTY_FILES = 5;

/** The head of a folder that is one dataset. UNSUPPORTED, with what it holds, when it is not. */
export async function previewFolder(request: FolderRequest): Promise<ReadPreview> {
  const { store, prefix, zoneLocation, signal } = request;
  const count = new ByteCount();
  const table = await recogniseTable(store, prefix, zoneLocation, signal);
  if (table) return { preview: await previewRecognised(table, prefix, { store, count, signal }), dateFormats: [] };
  const survey = await surveyFolder(store, prefix, signal);
  requireOneDataset(survey);
  const filled = survey.files.filter(({ size }) => size > 0);
  const files = filled.length > 0 ? filled : survey.files;
  const first = await firstWithRows(files, request, count);
  if (first.read.preview.kind !== "table") {
    throw notOneDataset(`its first file, “${first.object.key.slice(prefix.length)}”, is not a table`);
  }
  const notes = await schemaNotes(files, first.read.preview, request, count);
  const preview = asDataset(first.read.preview, first.object, survey, request, notes, count);
  return { preview, dateFormats: first.read.dateFormats };
}

function asDataset(
  preview: TablePreview,
  object: StoredObject,
  survey: FolderSurvey,
  { prefix, zoneLocation }: FolderRequest,
  notes: Note[],
  count: ByteCount,
): TablePreview {
  const paths = survey.files.map(({ key }) => key.slice(prefix.length));
  const { keys } = partitionLayout(paths);
  const partitions = partitionColumns(paths, keys);
  const values = partitionValues(object.key.slice(prefix.length), keys);
  // A column of the same name as a partition key is hidden by it, as in DuckDB.
  const kept = preview.columns.flatMap(({ name }, index) => (keys.includes(name) ? [] : [index]));
  const single = survey.files.length === 1 && !survey.atLeast;
  return {
    ...preview,
    size: survey.atLeast ? null : survey.bytes,
    bytesRead: count.bytes,
    columns: [...preview.columns.filter((_, index) => kept.includes(index)), ...partitions],
    rows: preview.rows.map((row) => [...kept.map((index) => row[index] ?? null), ...values]),
    complete: preview.complete && single,
    totalRows: single ? preview.totalRows : null,
    files: {
      count: survey.files.length,
      atLeast: survey.atLeast,
      partitionKeys: keys,
      first: object.key.slice(zoneLocation.length),
    },
    notes: [...countNotes(survey), ...notes, ...preview.notes],
  };
}

function countNotes({ files, atLeast }: FolderSurvey): Note[] {
  if (files.length === 1) return [];
  const count = `${atLeast ? "at least " : ""}${countText(files.length, "file")}`;
  return [{ level: "info", text: `One dataset of ${count}. The rows shown are from the first one.` }];
}

async function firstWithRows(
  files: readonly StoredObject[],
  { store, options, signal }: FolderRequest,
  count: ByteCount,
) {
  let chosen: { object: StoredObject; read: ReadPreview } | null = null;
  for (const object of files.slice(0, MAX_EMPTY_FILES)) {
    const read = await previewObject(new ObjectReader(store, object, count, signal), options);
    chosen ??= { object, read };
    if (read.preview.kind !== "table" || read.preview.rows.length > 0) return { object, read };
  }
  if (!chosen) throw notOneDataset("it holds no data files");
  return chosen;
}

function requireOneDataset({ files, formats, atLeast }: FolderSurvey): void {
  if (files.length === 0) {
    throw notOneDataset(atLeast ? "it holds only hidden files" : "it holds no data files");
  }
  const kinds = [...formats.keys()];
  if (kinds.length === 1 && kinds.every((kind) => tableFormats.has(kind))) return;
  const counts = [...formats].map(([kind, count]) => countText(count, `${formatNames[kind] ?? kind} file`));
  throw notOneDataset(`it holds ${counts.join(" and ")}`);
}
