import { AppError } from "../../../shared/domain/app-error.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";
import type { FileCall, QuestionAnalysis, TableReference } from "../../engine/questions/question-analysis.ts";
import { placeDetails } from "../../engine/questions/text-positions.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { StoredObject } from "../ports.ts";
import { filesOf } from "./dataset-files.ts";
import type { DatasetNames } from "./dataset-names.ts";
import { hasWildcard, withoutWildcards } from "./lake-paths.ts";
import { findDataset, type FoundDataset, openDataset, requireWholeFile, type QuestionParts } from "./open-datasets.ts";
import { fileOfCall } from "./parquet-calls.ts";
import { chooseParts, selectOfChosen, whole } from "./parquet-views.ts";
import { selectOfDataset } from "./reading-sql.ts";
import { inTypedText } from "./typed-error.ts";
import { spliced, type Splice } from "./text-splices.ts";

/** A question with everything it names in place. */
export interface QuestionPlan {
  sql: string;
  /** Where an offset in `sql` is in the text as typed. */
  typedOffset: (offset: number) => number;
  setup: { sql: string }[];
  readable: string[];
  /** Key in the store of each path that is read. */
  keys: Map<string, string>;
  objects: StoredObject[];
  warnings: string[];
}

/**
 * Finds what an analysed text names in the lake, and makes views of it: only of that, whatever the lake's size. Of a
 * lake that is elsewhere nothing is fetched before it is known how much that is. TOO_LARGE when it is too much.
 */
export async function planQuestion(
  parts: QuestionParts,
  names: DatasetNames,
  analysis: QuestionAnalysis,
  { signal, readsAll }: { signal: AbortSignal; readsAll: boolean },
): Promise<QuestionPlan> {
  const plan: QuestionPlan = {
    sql: analysis.sql,
    typedOffset: (offset) => offset,
    setup: [],
    readable: [],
    keys: new Map(),
    objects: [],
    warnings: [],
  };
  const known = new Map<string, string>();
  const views: FoundView[] = [];
  for (const reference of analysis.tables) {
    const view = await atPlace(analysis.sql, reference.offset, () => findView(known, parts, names, reference, signal));
    if (view) views.push(view);
  }
  const calls: FoundCall[] = [];
  const splices: Splice[] = [];
  for (const call of analysis.calls) {
    const dataset = await fileOfCall(parts, names, analysis.sql, call, signal);
    const splice = dataset && asView(known, views, call, dataset);
    if (splice) splices.push(splice);
    else calls.push(await atPlace(analysis.sql, call.offset, () => findCall(parts, names, call, signal)));
  }
  const isInParts = ({ dataset }: FoundView) => parts.files.isRemote && dataset.facts.format === "parquet";
  const inParts = views.filter(isInParts);
  const opened = views.filter((view) => !isInParts(view));
  await parts.files.requireAllowed([
    ...opened.flatMap(({ dataset }) => dataset.files),
    ...calls.flatMap(({ files }) => files.map(({ file }) => file)),
  ]);
  for (const view of opened) await atPlace(analysis.sql, view.offset, () => addView(plan, parts, view, signal));
  for (const found of calls) {
    splices.push(await atPlace(analysis.sql, found.call.offset, () => fileArgument(plan, parts, found, signal)));
  }
  const { text, offsetBefore } = spliced(analysis.sql, splices);
  await addParquetViews({ ...plan, sql: text }, parts, inParts, readsAll, signal).catch((error: unknown) => {
    throw error instanceof AppError ? inTypedText(error, analysis.sql, offsetBefore) : error;
  });
  const readable = [...new Set(plan.readable)];
  return { ...plan, sql: text, typedOffset: offsetBefore, readable, warnings: [...new Set(plan.warnings)] };
}

/** A name of a question, and the dataset that it stands for. */
interface FoundView {
  schema: string;
  /** As SQL writes it. */
  view: string;
  offset: number;
  dataset: FoundDataset;
}

/** A reader that a person typed, and the files that its argument means. */
interface FoundCall {
  call: FileCall;
  files: { zone: Zone; file: StoredObject }[];
}

/** Databases and schemas of the engine that a schema of the same name would make ambiguous. */
const engineNames: ReadonlySet<string> = new Set([
  "information_schema",
  "kept",
  "memory",
  "pg_catalog",
  "system",
  "temp",
]);

/** Null for a name that is none of a dataset, or is known already. */
async function findView(
  views: Map<string, string>,
  parts: QuestionParts,
  names: DatasetNames,
  { qualifiers, name, certain, offset }: TableReference,
  signal: AbortSignal,
): Promise<FoundView | null> {
  if (!certain && !mayBeDataset(parts, qualifiers, name)) return null;
  const found = await names.find(qualifiers, name, signal).catch((error: unknown) => {
    if (!certain && error instanceof AppError && error.code === "QUERY_FAILED") return null;
    throw error;
  });
  if (!found) return null;
  const schema = qualifiers[0]?.toLowerCase() ?? "main";
  if (engineNames.has(schema)) {
    throw new AppError(
      "UNSUPPORTED",
      `The zone's name “${schema}” is one of the engine's own, so it cannot stand before a dataset.`,
      {
        hint: `Write a path instead: FROM '${found.zone.location}${found.path}'.`,
      },
    );
  }
  const view = `${identifier(schema)}.${identifier(name)}`;
  const meaning = `${found.zone.id}/${found.path}`;
  const known = views.get(view.toLowerCase());
  if (known === meaning) return null;
  if (known !== undefined) {
    throw new AppError("UNSUPPORTED", `“${name}” stands for two files whose names differ only in case.`, {
      hint: "SQL does not tell such names apart: ask for one of them at a time, or rename one.",
    });
  }
  views.set(view.toLowerCase(), meaning);
  return { schema, view, offset, dataset: await findDataset(parts, found, signal) };
}

/** Puts a view in the place of a call; null when its name would stand for two files. */
function asView(
  known: Map<string, string>,
  views: FoundView[],
  { offset, callEnd, paths }: FileCall,
  dataset: FoundDataset,
): Splice | null {
  const text = identifier(paths[0] ?? "");
  const view = `${identifier("main")}.${text}`;
  const { zone, path } = dataset.named;
  const meaning = `${zone.id}/${path}`;
  const before = known.get(view.toLowerCase());
  if (callEnd === null || (before !== undefined && before !== meaning)) return null;
  if (before === undefined) views.push({ schema: "main", view, offset, dataset });
  known.set(view.toLowerCase(), meaning);
  return { start: offset, end: callEnd, text };
}

async function addView(
  plan: QuestionPlan,
  parts: QuestionParts,
  { schema, view, dataset }: FoundView,
  signal: AbortSignal,
): Promise<void> {
  const opened = await openDataset(parts, dataset, signal);
  if (schema !== "main") plan.setup.push({ sql: `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}` });
  plan.setup.push({ sql: `CREATE VIEW ${view} AS ${selectOfDataset(opened.dataset)}` });
  plan.readable.push(...opened.readable);
  for (const [path, key] of opened.keys) plan.keys.set(path, key);
  plan.objects.push(...opened.objects);
  plan.warnings.push(...opened.warnings);
}

/** Views of Parquet objects that are elsewhere, of which only what the question needs is fetched. */
async function addParquetViews(
  plan: QuestionPlan,
  parts: QuestionParts,
  views: readonly FoundView[],
  readsAll: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { remote } = parts.lake;
  if (!remote || views.length === 0) return;
  const chosen = readsAll ? views.map(whole) : await chooseParts({ ...parts, remote }, views, plan, signal);
  await parts.files.requireChosenAllowed(chosen.flatMap(({ files }) => files));
  for (const view of chosen) {
    const paths = await parts.files.bringChosen(view.files, signal);
    if (view.schema !== "main") plan.setup.push({ sql: `CREATE SCHEMA IF NOT EXISTS ${identifier(view.schema)}` });
    plan.setup.push({ sql: `CREATE VIEW ${view.view} AS ${selectOfChosen(view, paths)}` });
    plan.readable.push(...paths.flatMap((path) => [path, withoutWildcards(path)]));
    for (const [place, { object }] of view.files.entries()) plan.keys.set(paths[place] ?? "", object.key);
    plan.objects.push(...view.dataset.files);
  }
}

/** What comes from a text without a tree may be a column, an alias or a keyword as well. */
function mayBeDataset({ lake }: QuestionParts, qualifiers: readonly string[], name: string): boolean {
  const [zoneId] = qualifiers;
  if (zoneId === undefined) return name.includes("/") || hasWildcard(name) || formatOfName(name) !== undefined;
  return lake.definition().zones.some(({ id }) => id === zoneId.toLowerCase());
}

async function findCall(
  { lake }: QuestionParts,
  names: DatasetNames,
  call: FileCall,
  signal: AbortSignal,
): Promise<FoundCall> {
  const files: FoundCall["files"] = [];
  for (const typed of call.paths) {
    const named = await names.atPath(typed, signal);
    const found = await filesOf(lake, named, signal);
    files.push(...found.files.map((file) => ({ zone: named.zone, file })));
  }
  return { call, files };
}

/** The argument of a reader that a person typed, with the proven paths of the files it means. */
async function fileArgument(
  plan: QuestionPlan,
  parts: QuestionParts,
  { call, files }: FoundCall,
  signal: AbortSignal,
): Promise<Splice> {
  const paths: string[] = [];
  for (const { zone, file } of files) {
    await requireWholeFile(parts, file, signal);
    const path = await parts.files.pathOf(zone, file, signal);
    paths.push(path);
    plan.keys.set(path, file.key);
    plan.objects.push(file);
  }
  if (!call.takesList && paths.length !== 1) {
    throw new AppError("QUERY_FAILED", `${call.function} looks at one file, and ${paths.length} are meant.`, {
      hint: "Write the path of one of them.",
    });
  }
  plan.readable.push(...paths.flatMap((path) => [path, withoutWildcards(path)]));
  const texts = paths.map((path) => literal(withoutWildcards(path)));
  return { start: call.start, end: call.end, text: call.takesList ? `[${texts.join(", ")}]` : texts.join("") };
}

/** Errors about a name point at it. */
async function atPlace<T>(sql: string, offset: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "CANCELLED") throw error;
    const { code, message, hint, retryable, details } = error;
    throw new AppError(code, message, {
      ...(hint === undefined ? {} : { hint }),
      retryable,
      details: { ...details, ...placeDetails(sql, offset) },
      cause: error,
    });
  }
}
