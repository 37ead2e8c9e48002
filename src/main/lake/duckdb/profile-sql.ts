import { z } from "zod";
import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import type { Column, ColumnKind } from "../../../shared/domain/columns.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";

/** Characters of a text that are kept: a column may hold documents of megabytes. */
const LONGEST = 200;
/** Most frequent values that are looked for, and bins of a histogram. */
const TOP = 12;
const BINS = 20;
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

const measured: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "float", "date", "timestamp"]);
const ordered: ReadonlySet<ColumnKind> = new Set([...measured, "text", "boolean", "time", "uuid"]);

/** A column as a number to reckon with: moments are seconds since 1970. NULL for what is no finite number. */
function numberOf({ name, kind, type }: Column): string {
  const value = identifier(name);
  if (kind === "date" || kind === "timestamp") {
    // The functions know no timestamps of other precisions.
    const moment = kind === "date" || type.includes("ZONE") ? value : `TRY_CAST(${value} AS TIMESTAMP)`;
    return `CASE WHEN isfinite(${moment}) THEN epoch(${moment}) END`;
  }
  if (kind === "float") return `CASE WHEN isfinite(${value}) THEN CAST(${value} AS DOUBLE) END`;
  return `CAST(${value} AS DOUBLE)`;
}

/** The start of a value as text, marked so that the empty text is not taken for "all others". */
function textOf({ name }: Column): string {
  return `'v' || left(CAST(${identifier(name)} AS VARCHAR), ${LONGEST})`;
}

function json(fields: readonly string[]): string {
  return `CAST(to_json({${fields.join(", ")}}) AS VARCHAR)`;
}

/** What one reading of all rows tells of some columns: one row, with the rows and a JSON text a column. */
export function figuresSql(columns: readonly Column[], source: string): string {
  return `SELECT count(*), ${columns.map((column) => json(figuresOf(column))).join(", ")} FROM (${source})`;
}

function figuresOf(column: Column): string[] {
  const value = identifier(column.name);
  const fields = [`'present': count(${value})`];
  // Values of any type can be told apart by their hash; that of a whole document is as long as any.
  fields.push(`'distinct': approx_count_distinct(${value})`);
  if (!ordered.has(column.kind)) return fields;
  fields.push(`'top': approx_top_k(${textOf(column)}, ${TOP})`);
  if (measured.has(column.kind)) {
    const number = numberOf(column);
    const exact = column.kind === "float" ? `CASE WHEN isfinite(${value}) THEN ${value} END` : value;
    fields.push(
      `'min': CAST(min(${exact}) AS VARCHAR)`,
      `'max': CAST(max(${exact}) AS VARCHAR)`,
      `'least': min(${number})`,
      `'greatest': max(${number})`,
      `'mean': avg(${number})`,
      `'quantiles': approx_quantile(${number}, [${QUANTILES.join(", ")}])`,
    );
    return fields;
  }
  const text = column.kind === "text" ? `left(${value}, ${LONGEST})` : value;
  fields.push(`'min': CAST(min(${text}) AS VARCHAR)`, `'max': CAST(max(${text}) AS VARCHAR)`);
  if (column.kind === "text") {
    fields.push(`'lengths': [min(length(${value})), avg(length(${value})), max(length(${value}))]`);
  }
  return fields;
}

const Figures = z.object({
  present: z.number(),
  distinct: z.number(),
  top: z.array(z.string()).nullish(),
  min: z.string().nullish(),
  max: z.string().nullish(),
  least: z.number().nullish(),
  greatest: z.number().nullish(),
  mean: z.number().nullish(),
  quantiles: z.array(z.number()).nullish(),
  lengths: z.array(z.number().nullable()).nullish(),
});
export type Figures = z.infer<typeof Figures>;

export function readFigures(text: string | null): Figures {
  return Figures.parse(JSON.parse(text ?? "null"));
}

/** What another reading tells, with the range and the candidates that the first found: counts of bins and of values. */
export function countsSql(columns: readonly Column[], figures: readonly Figures[], source: string): string {
  const texts = columns.map((column, at) => json(countsOf(column, figures[at])));
  return `SELECT ${texts.join(", ")} FROM (${source})`;
}

function countsOf(column: Column, figures: Figures | undefined): string[] {
  const fields = ["'of': 0"];
  const candidates = figures?.top ?? [];
  if (candidates.length > 0) {
    const list = candidates.map((value) => literal(value)).join(", ");
    fields.push(`'top': map_entries(histogram_exact(${textOf(column)}, [${list}]))`);
  }
  const range = rangeOf(figures);
  if (range) {
    const place = `floor((${numberOf(column)} - ${sqlNumber(range.least)}) / ${sqlNumber(range.width)})`;
    fields.push(`'bins': map_entries(histogram(CAST(greatest(0, least(${place}, ${BINS - 1})) AS UTINYINT)))`);
  }
  return fields;
}

/** Numbers as DuckDB reads a DOUBLE, with all digits. */
function sqlNumber(value: number): string {
  return `CAST(${literal(String(value))} AS DOUBLE)`;
}

function rangeOf(figures: Figures | undefined): { least: number; width: number } | null {
  const { least, greatest } = figures ?? {};
  if (typeof least !== "number" || typeof greatest !== "number") return null;
  const width = (greatest - least) / BINS;
  return width > 0 && Number.isFinite(width) ? { least, width } : null;
}

const Counts = z.object({
  top: z.array(z.object({ key: z.string(), value: z.number() })).nullish(),
  bins: z.array(z.object({ key: z.number(), value: z.number() })).nullish(),
});

interface Read {
  column: Column;
  number: number;
  rows: number;
  figures: Figures;
  counts: string | null;
}

export function profileOf({ column, number, rows, figures, counts: text }: Read): ColumnProfile {
  const counts = Counts.parse(JSON.parse(text ?? "{}"));
  const shown = (value: number | null | undefined) =>
    typeof value === "number" ? shownNumber(column.kind, value) : null;
  const [shortest, average, longest] = figures.lengths ?? [];
  return {
    name: column.name,
    type: column.type,
    kind: column.kind,
    number,
    rows,
    nulls: rows - figures.present,
    // What is reckoned is never more than what is there.
    distinct: Math.min(figures.distinct, figures.present),
    min: figures.min ?? null,
    max: figures.max ?? null,
    mean: shown(figures.mean),
    quantiles: (figures.quantiles ?? []).map((value, at) => ({ at: QUANTILES[at] ?? 1, value: shown(value) ?? "" })),
    histogram: histogramOf(column, figures, counts.bins ?? []),
    top: topOf(figures, counts.top ?? []),
    lengths:
      typeof shortest === "number" && typeof average === "number" && typeof longest === "number"
        ? { min: shortest, mean: average, max: longest }
        : null,
  };
}

function histogramOf(
  { kind }: Column,
  figures: Figures,
  bins: readonly { key: number; value: number }[],
): ColumnProfile["histogram"] {
  const range = rangeOf(figures);
  if (!range) return [];
  const rowsOf = new Map(bins.map(({ key, value }) => [key, value]));
  return Array.from({ length: BINS }, (_, at) => ({
    from: shownNumber(kind, range.least + at * range.width),
    to: shownNumber(kind, range.least + (at + 1) * range.width),
    rows: rowsOf.get(at) ?? 0,
  }));
}

/** Of values that are all different none is frequent. */
function topOf(figures: Figures, counted: readonly { key: string; value: number }[]): ColumnProfile["top"] {
  const isFew = figures.distinct <= TOP;
  return counted
    .filter(({ key, value }) => key !== "" && value > (isFew ? 0 : 1))
    .toSorted((one, other) => other.value - one.value)
    .map(({ key, value }) => ({ value: key.slice(1), isCut: Array.from(key).length - 1 >= LONGEST, rows: value }));
}

function shownNumber(kind: ColumnKind, value: number): string {
  if (kind !== "date" && kind !== "timestamp") return String(Number(value.toPrecision(12)));
  const moment = new Date(value * 1000);
  if (Number.isNaN(moment.getTime())) return String(value);
  return kind === "date" ? moment.toISOString().slice(0, 10) : moment.toISOString().slice(0, 19).replace("T", " ");
}
