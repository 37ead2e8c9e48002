import { AppError } from "../../../shared/domain/app-error.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import { datasetSqlName } from "../../../shared/domain/sql-names.ts";
import type { Engine } from "../../engine/engine.ts";
import type { StoredObject } from "../ports.ts";
import { localFileName } from "../remote/local-file-name.ts";
import { pathOf } from "../zone-keys.ts";
import { filesOf, type DatasetFiles } from "./dataset-files.ts";
import type { NamedDataset } from "./dataset-names.ts";
import type { GzipCheck } from "./gzip-check.ts";
import { groupsByHeader } from "./header-groups.ts";
import { withoutWildcards } from "./lake-paths.ts";
import type { PlainCopies } from "./plain-copies.ts";
import type { QuestionFiles } from "./question-files.ts";
import type { DatasetFacts, DescribeDataset, QuestionedLake } from "./questioned-lake.ts";
import type { FileGroup, ReadableDataset } from "./reading-sql.ts";
import type { SurveyedDataset, Surveys } from "./survey.ts";

export interface OpenDatasetParts {
  lake: QuestionedLake;
  describe: DescribeDataset;
  surveys: Surveys;
  copies: PlainCopies;
  gzip: GzipCheck;
}

/** What opening a dataset for one question takes. */
export interface QuestionParts extends OpenDatasetParts {
  files: QuestionFiles;
  /** Plans what people type. */
  questions: Engine;
  /** Reads footers and whole files. */
  reader: Engine;
}

/** A dataset that can be read: proven files of the lake, and how. */
export interface OpenDataset {
  dataset: ReadableDataset;
  /** Absolute paths that the engine may read. */
  readable: readonly string[];
  /** Key in the store of each path that is read. */
  keys: ReadonlyMap<string, string>;
  /** The objects it was made from, to tell whether they changed meanwhile. */
  objects: readonly StoredObject[];
  warnings: readonly string[];
}

const recognisedNames: Record<string, string> = { delta: "Delta", iceberg: "Iceberg", hudi: "Hudi" };

/** A dataset that was found, and what is known of it from the head of a file. */
export interface FoundDataset extends DatasetFiles {
  named: NamedDataset;
  facts: DatasetFacts;
}

/** Finds the files of a dataset and how they read. Fails as `filesOf`; QUERY_FAILED for what is no table, UNSUPPORTED for
 * table formats whose log decides which rows count. */
export async function findDataset(
  parts: QuestionParts,
  named: NamedDataset,
  signal: AbortSignal,
): Promise<FoundDataset> {
  const found = await filesOf(parts.lake, named, signal);
  return { ...found, named, facts: await factsOf(parts, named, found.files, signal) };
}

/** Makes a dataset readable. DAMAGED for truncated files, QUERY_FAILED for text that is none. */
export async function openDataset(
  parts: QuestionParts,
  found: FoundDataset,
  signal: AbortSignal,
): Promise<OpenDataset> {
  const { named } = found;
  let opened = await located(parts, found, false, signal);
  let survey = await surveyOf(parts, opened, signal);
  if (survey === "mixed line ends") {
    opened = await located(parts, found, true, signal);
    survey = await surveyOf(parts, opened, signal);
  }
  if (survey === "mixed line ends") {
    throw new AppError("QUERY_FAILED", `${named.called} cannot be read as delimited text.`, {
      hint: "Look at its preview: the delimiter or the quotes may be others than they seem.",
    });
  }
  return {
    ...opened,
    dataset: survey.dataset,
    objects: found.files,
    warnings: warningsOf(named, found, survey, opened),
  };
}

async function surveyOf({ surveys }: OpenDatasetParts, opened: LocatedDataset, signal: AbortSignal) {
  return surveys.of(opened, signal).catch((error: unknown) => {
    throw withKeys(error, opened.keys);
  });
}

/** An error of the engine's with the keys of files in place of where they are on this machine. */
export function withKeys(error: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (!(error instanceof AppError)) return error;
  const named = [...keys].find(([path]) => error.message.includes(path) || error.details?.["file"] === path);
  if (!named) return error;
  const [path, key] = named;
  return new AppError(error.code, error.message.replaceAll(path, key), {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    retryable: error.retryable,
    details: { ...error.details, file: key },
    cause: error,
  });
}

async function factsOf(
  parts: QuestionParts,
  named: NamedDataset,
  files: readonly StoredObject[],
  signal: AbortSignal,
): Promise<DatasetFacts> {
  const { lake, describe } = parts;
  const { zone, table, isPattern } = named;
  const first = files[0];
  const path = isPattern && first ? pathOf(zone, first.key) : named.path;
  const facts = await describe({ lakeId: lake.id, zoneId: zone.id, path }, { signal }).catch(async (error: unknown) => {
    // A gzip that is cut off near its start looks like no table; that it is cut off comes first.
    if (first && error instanceof AppError && error.code === "UNSUPPORTED") {
      await parts.files.requireAllowed([first]);
      await requireWholeFile(parts, first, signal);
    }
    throw notATable(named, files, error);
  });
  const recognised = recognisedNames[facts.format];
  if (recognised !== undefined) {
    throw new AppError(
      "UNSUPPORTED",
      `${named.called} is a ${recognised} table, whose part files are not simply read.`,
      {
        hint: "Rows that were deleted or replaced would come back. Its preview says what is known of it.",
      },
    );
  }
  return table ? asRegistered(facts, table) : facts;
}

/** What the catalog says of a table wins over what its files look like. */
function asRegistered(facts: DatasetFacts, table: NonNullable<NamedDataset["table"]>): DatasetFacts {
  const types = new Map(table.columns.map((column) => [column.name.toLowerCase(), column]));
  const isText = facts.format !== "parquet";
  const columns = facts.columns.map((column): Column => {
    const registered = types.get(column.name.toLowerCase());
    return isText && registered ? { ...column, type: registered.type, kind: registered.kind } : column;
  });
  return { ...facts, columns, readOptions: { ...facts.readOptions, ...table.readOptions } };
}

function notATable(named: NamedDataset, files: readonly StoredObject[], error: unknown): unknown {
  if (!(error instanceof AppError) || !["UNSUPPORTED", "INVALID_INPUT"].includes(error.code)) return error;
  if (!isFolderPath(named.path)) {
    return new AppError("QUERY_FAILED", `${named.called} is not a table.`, {
      hint: "Delimited text, JSON and Parquet can be queried. read_text reads a file as one text.",
      cause: error,
    });
  }
  const inside = files.slice(0, 4).map(({ key }) => datasetSqlName(named.zone.id, pathOf(named.zone, key)));
  return new AppError("QUERY_FAILED", `${named.called}: ${error.message}`, {
    hint: `Name what is meant: ${inside.join(", ")}${files.length > inside.length ? " …" : ""}`,
    cause: error,
  });
}

interface LocatedDataset {
  dataset: ReadableDataset;
  readable: readonly string[];
  /** Key in the store of each path that is read. */
  keys: ReadonlyMap<string, string>;
  /** Changes whenever the files or the way they are read do. */
  version: string;
}

/** Proves where the files are, that gzip ones are whole, and makes copies of those DuckDB cannot read. */
async function located(
  parts: QuestionParts,
  { named, facts, files: objects }: FoundDataset,
  oneLineEnd: boolean,
  signal: AbortSignal,
): Promise<LocatedDataset> {
  const { lake } = parts;
  const keys = new Map<string, string>();
  const pathByKey = new Map<string, string>();
  const isText = facts.format === "delimited" || facts.format === "json" || facts.format === "ndjson";
  const encoding = facts.readOptions["encoding"] ?? "utf-8";
  const copied = isText && (encoding !== "utf-8" || oneLineEnd);
  if (!copied) await parts.files.bring(objects, signal);
  for (const object of objects) {
    const isGzip = isText && (await startsAsGzip(lake, object, signal));
    if (isGzip) await parts.gzip.requireWhole(lake.objects, object, signal);
    const path = copied
      ? await parts.copies.copyOf(
          lake.objects,
          object,
          { encoding, isGzip, oneLineEnd, path: copyPath(object.key) },
          signal,
        )
      : await parts.files.pathOf(named.zone, object, signal);
    keys.set(path, object.key);
    pathByKey.set(object.key, path);
  }
  const groups = await groupsOf(parts, named, facts, objects, pathByKey, signal);
  const readOptions = copied ? { ...facts.readOptions, encoding: "utf-8", compression: "none" } : facts.readOptions;
  return {
    dataset: { ...facts, readOptions, groups, needs: { skipsRows: false, quotedNulls: false, castLater: new Set() } },
    readable: [...keys.keys()].flatMap((path) => [...new Set([path, withoutWildcards(path)])]),
    keys,
    version: JSON.stringify([lake.id, facts, oneLineEnd, objects.map(({ key, etag }) => [key, etag])]),
  };
}

/** DAMAGED for a gzip file that is cut off; nothing for any other. */
export async function requireWholeFile(
  parts: OpenDatasetParts,
  object: StoredObject,
  signal: AbortSignal,
): Promise<void> {
  if (await startsAsGzip(parts.lake, object, signal)) await parts.gzip.requireWhole(parts.lake.objects, object, signal);
}

async function startsAsGzip({ objects }: QuestionedLake, { key, etag }: StoredObject, signal: AbortSignal) {
  const head: number[] = [];
  for await (const chunk of objects.read(key, { range: { start: 0, end: 2 }, ifMatch: etag, signal }))
    head.push(...chunk);
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What a copy was packed with is gone. */
function copyPath(key: string): string {
  return localFileName(key.replace(/\.gz$/i, ""));
}

async function groupsOf(
  { lake, describe }: OpenDatasetParts,
  { zone }: NamedDataset,
  facts: DatasetFacts,
  objects: readonly StoredObject[],
  pathByKey: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<FileGroup[]> {
  const names = facts.columns.map(({ name }) => name).filter((name) => !facts.partitionKeys.includes(name));
  const pathsOf = (files: readonly StoredObject[]) => files.flatMap(({ key }) => pathByKey.get(key) ?? []);
  const hasHeader = facts.format === "delimited" && facts.readOptions["header"] === "true";
  if (!hasHeader || objects.length < 2) return [{ paths: pathsOf(objects), names }];
  const byHeader = await groupsByHeader(lake.objects, objects, Number(facts.readOptions["skipLines"] ?? 0), signal);
  if (byHeader.length === 1) return [{ paths: pathsOf(objects), names }];
  return Promise.all(
    byHeader.map(async (files): Promise<FileGroup> => {
      const path = pathOf(zone, files[0]?.key ?? "");
      const own = await describe({ lakeId: lake.id, zoneId: zone.id, path }, { signal });
      return { paths: pathsOf(files), names: own.columns.map(({ name }) => name) };
    }),
  );
}

function warningsOf(
  named: NamedDataset,
  { links }: DatasetFiles,
  { rejected, changes }: SurveyedDataset,
  { keys }: LocatedDataset,
): string[] {
  const name = named.called;
  const warnings = changes.map((change) => `${name}: ${change}.`);
  if (named.catalogWasSilent === true) {
    warnings.push(`The catalog did not answer, so that ${name} was read as the file or folder of that name.`);
  }
  if (rejected) {
    const many = keys.size > 1;
    const first = rejected.first.map(({ line, text, path }) => {
      const file = many ? ` of ${keys.get(path) ?? path}` : "";
      return `line ${line}${file}: ${text}`;
    });
    const rows = rejected.rows === 1 ? "1 row" : `${rejected.rows.toLocaleString("en")} rows`;
    const rest = rejected.rows > first.length ? "; …" : "";
    warnings.push(`${rows} of ${name} ${rejected.rows === 1 ? "was" : "were"} rejected: ${first.join("; ")}${rest}`);
  }
  if (links > 0)
    warnings.push(
      `${links} symbolic link${links === 1 ? "" : "s"} in ${name} ${links === 1 ? "was" : "were"} not followed.`,
    );
  return warnings;
}
