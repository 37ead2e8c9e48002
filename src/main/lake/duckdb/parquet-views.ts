import { AppError } from "../../../shared/domain/app-error.ts";
import type { Engine } from "../../engine/engine.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";
import type { StoredObject } from "../ports.ts";
import type { ParquetFooter } from "../remote/parquet/parquet-footer.ts";
import type { ChosenFile, RemoteFiles } from "../remote/remote-files.ts";
import type { FoundDataset } from "./open-datasets.ts";
import type { QuestionFiles } from "./question-files.ts";
import { readParquet } from "./reading-sql.ts";
import { columnsOfFilter, mayPass } from "./scan-filters.ts";
import { filesOfPartitions } from "./partition-files.ts";
import { type PlannedScans, readPlan, standInName } from "./scan-plan.ts";

/** A Parquet dataset of a remote lake under the name that a question has for it. */
export interface ParquetView {
  schema: string;
  /** As SQL writes it. */
  view: string;
  dataset: FoundDataset;
}

/** What a question is besides its Parquet views. */
export interface PlannedText {
  sql: string;
  setup: readonly { sql: string }[];
  readable: readonly string[];
}

interface Parts {
  questions: Engine;
  reader: Engine;
  remote: RemoteFiles;
  files: QuestionFiles;
}

/** A view whose files can be read in parts. */
export interface StandInView extends ParquetView {
  footers: ReadonlyMap<StoredObject, ParquetFooter>;
  /** Columns of all of its files; their place is that of their stand-in names. */
  columns: readonly string[];
  paths: readonly string[];
}

export interface ChosenView extends ParquetView {
  files: readonly ChosenFile[];
  /** The columns that are there, with the types of those that are not; null when all are. */
  columns: readonly { name: string; type: string; isHere: boolean }[] | null;
}

/** Footers that are read at the same time. */
const FOOTERS_AT_ONCE = 16;

/**
 * The columns and row groups of Parquet objects that a question needs, by DuckDB's own plan of it over files that have
 * the objects' footers and none of their rows. Where the plan is not understood, it is everything.
 */
export async function chooseParts(
  parts: Parts,
  views: readonly ParquetView[],
  text: PlannedText,
  signal: AbortSignal,
): Promise<ChosenView[]> {
  const standIns: StandInView[] = [];
  for (const [place, view] of views.entries()) {
    const standIn = await standInFor(parts, view, place, signal);
    if (!standIn) return views.map(whole);
    standIns.push(standIn);
  }
  // A PIVOT without its values runs a statement to find them, which an EXPLAIN would run as well.
  if (/\bpivot/i.test(text.sql)) return views.map(whole);
  const setup = [
    ...text.setup,
    ...standIns.flatMap(({ schema }) =>
      schema === "main" ? [] : [{ sql: `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}` }],
    ),
    ...standIns.map((view, place) => ({ sql: `CREATE VIEW ${view.view} AS ${selectOfStandIn(view, place)}` })),
  ];
  const readable = [...text.readable, ...standIns.flatMap(({ paths }) => paths)];
  const statement = text.sql.replace(/^\s*EXPLAIN\s+(?:ANALYZE\s+)?/i, "");
  const plan = await parts.questions
    .explain({ sql: statement, setup, readable }, { signal })
    .then((json) => readPlan(json, views.length, statement))
    .catch((error: unknown) => {
      signal.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      const wrong = wrongWithText(error, text.sql.length - statement.length);
      if (wrong) throw wrong;
      return null;
    });
  if (!plan) return views.map(whole);
  return Promise.all(
    standIns.map(async (view, place) => {
      const scans = plan[place];
      return scans ? chosenOf(parts, view, place, scans, signal) : whole(view);
    }),
  );
}

/** What points at a place is wrong with the question itself, whatever the files hold: nothing need be fetched to say so. */
function wrongWithText(error: Error, cut: number): AppError | null {
  if (!(error instanceof AppError) || error.code !== "QUERY_FAILED") return null;
  const offset = error.details?.["offset"];
  if (typeof offset !== "number") return null;
  const { message, hint, details } = error;
  return new AppError("QUERY_FAILED", message, {
    ...(hint === undefined ? {} : { hint }),
    details: { ...details, offset: offset + cut },
    cause: error,
  });
}

/** A view that reads all of its objects. */
export function whole(view: ParquetView): ChosenView {
  return { ...view, files: view.dataset.files.map((object) => ({ object, part: null })), columns: null };
}

/** Null when some of its files have to be read whole. */
async function standInFor(
  { remote, files }: Parts,
  view: ParquetView,
  place: number,
  signal: AbortSignal,
): Promise<StandInView | null> {
  const footers = new Map<StoredObject, ParquetFooter>();
  const { files: objects, facts } = view.dataset;
  for (let from = 0; from < objects.length; from += FOOTERS_AT_ONCE) {
    const batch = objects.slice(from, from + FOOTERS_AT_ONCE);
    const read = await Promise.all(batch.map((object) => remote.footerOf(object, signal)));
    for (const [index, object] of batch.entries()) {
      const footer = read[index];
      if (!footer) return null;
      footers.set(object, footer);
    }
  }
  const columns = [...new Set([...footers.values()].flatMap((footer) => footer.columns))];
  const names = [...columns, ...facts.partitionKeys].map((name) => name.toLowerCase());
  if (new Set(names).size < names.length) return null;
  const nameOf = (column: string) => standInName(place, columns.indexOf(column));
  const paths: string[] = [];
  for (const [object, footer] of footers) {
    const held = await remote.keep(object.key, footer.standIn(nameOf), signal);
    files.hold(held);
    paths.push(held.path);
  }
  return { ...view, footers, columns, paths };
}

function selectOfStandIn({ dataset, columns, paths }: StandInView, place: number): string {
  const { facts } = dataset;
  const shown = columns.map((name, column) => `${identifier(standInName(place, column))} AS ${identifier(name)}`);
  const keys = facts.partitionKeys.map((name) => identifier(name));
  return `SELECT ${[...shown, ...keys].join(", ")} FROM ${readParquet(facts, paths)}`;
}

async function chosenOf(
  parts: Parts,
  view: StandInView,
  place: number,
  scans: PlannedScans,
  signal: AbortSignal,
): Promise<ChosenView> {
  const types = await typesOf(parts, view, signal);
  const isHere = (name: string) => scans.columns.has(standInName(place, view.columns.indexOf(name)));
  const here = view.columns.filter(isHere);
  const groups = await groupsOf(parts, view, scans, types, signal);
  const wanted = await filesOfPartitions(parts.reader, view, scans, signal);
  const files = [...view.footers].map(([object, footer], index): ChosenFile => {
    const own = footer.columns.filter(isHere);
    const isWanted = wanted?.has(view.paths[index] ?? "") ?? true;
    const numbers = isWanted ? (groups.get(object) ?? new Set(footer.groups.keys())) : new Set<number>();
    if (own.length === footer.columns.length && numbers.size === footer.groups.length) return { object, part: null };
    const columns = new Set(own.length > 0 ? own : [smallest(footer)]);
    return { object, part: footer.part(columns, numbers) };
  });
  const columns =
    here.length === view.columns.length
      ? null
      : view.columns.map((name, column) => ({
          name,
          type: types.get(standInName(place, column)) ?? "VARCHAR",
          isHere: isHere(name),
        }));
  return { ...view, files, columns };
}

/** A file has a column at least, so that its rows can be counted. */
function smallest({ columns, groups }: ParquetFooter): string {
  const sizes = new Map(columns.map((column) => [column, 0]));
  for (const { chunks } of groups) {
    for (const { column, start, end } of chunks) sizes.set(column, (sizes.get(column) ?? 0) + end - start);
  }
  const [first] = [...sizes].toSorted((a, b) => a[1] - b[1]);
  return first?.[0] ?? "";
}

/** Types of columns by their stand-in names. */
async function typesOf({ reader }: Parts, { dataset, paths }: StandInView, signal: AbortSignal) {
  const sql = `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${readParquet(dataset.facts, paths)})`;
  const { rows } = await reader.rows({ sql }, { readable: paths, signal, maxRows: 100_000 });
  return new Map(rows.map(([name, type]) => [name ?? "", type ?? ""]));
}

/** Row groups that may have rows for the question, by file; files that are not named are read whole. */
async function groupsOf(
  { reader }: Parts,
  { footers, paths }: StandInView,
  { filters, rows }: PlannedScans,
  types: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Map<StoredObject, ReadonlySet<number>>> {
  const kept = new Map<StoredObject, ReadonlySet<number>>();
  if (rows !== null) {
    let left = rows;
    for (const [object, footer] of footers) {
      const numbers = new Set<number>();
      for (const [number, group] of footer.groups.entries()) {
        if (left > 0) numbers.add(number);
        left -= group.rows;
      }
      kept.set(object, numbers);
    }
    return kept;
  }
  const columns = [...new Set((filters ?? []).flatMap(columnsOfFilter))];
  if (!filters || columns.length === 0) return kept;
  const place = new Map(columns.map((column, index) => [column, index]));
  const boundsOf = (column: string) => ({
    least: `least_${place.get(column) ?? 0}`,
    greatest: `greatest_${place.get(column) ?? 0}`,
  });
  const bounds = columns.flatMap((column) => {
    const only = `FILTER (path_in_schema = ${literal(column)})`;
    const { least, greatest } = boundsOf(column);
    return [`any_value(stats_min_value) ${only} AS ${least}`, `any_value(stats_max_value) ${only} AS ${greatest}`];
  });
  const passes = filters.map((filter) => `(${mayPass(filter, (column) => types.get(column), boundsOf)})`).join(" OR ");
  const metadata = `parquet_metadata([${paths.map(literal).join(", ")}])`;
  const sql = `SELECT file_name, row_group_id FROM (
      SELECT file_name, row_group_id, ${bounds.join(", ")} FROM ${metadata} GROUP BY ALL
    ) WHERE ${passes}`;
  const block = await reader.rows({ sql }, { readable: paths, signal, maxRows: 1_000_000 });
  const numbers = new Map(paths.map((path) => [path, new Set<number>()]));
  for (const [path, number] of block.rows) numbers.get(path ?? "")?.add(Number(number));
  for (const [index, object] of [...footers.keys()].entries()) {
    kept.set(object, numbers.get(paths[index] ?? "") ?? new Set());
  }
  return kept;
}

/** Says that a column was planned away which is read after all: the question is then run with all of them. */
const MISSING = "was left out of what this question reads";

export function isMissingColumn(error: Error): boolean {
  return error.message.includes(MISSING);
}

/** A SELECT of a view's rows; to read a column that is not there is an error. */
export function selectOfChosen({ dataset, columns }: ChosenView, paths: readonly string[]): string {
  const from = readParquet(dataset.facts, paths);
  if (!columns) return `SELECT * FROM ${from}`;
  const shown = columns.map(({ name, type, isHere }) => {
    if (isHere) return identifier(name);
    return `CAST(error(${literal(`The column ${name} ${MISSING}.`)}) AS ${type}) AS ${identifier(name)}`;
  });
  return `SELECT ${[...shown, ...dataset.facts.partitionKeys.map((name) => identifier(name))].join(", ")} FROM ${from}`;
}
