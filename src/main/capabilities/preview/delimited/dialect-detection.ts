import type { Dialect } from "../../../../shared/contract/preview.ts";
import { classify } from "../columns/value-kinds.ts";
import { looksLikeHeader } from "./header-detection.ts";
import { splitRecords, type DelimitedRecord } from "./records.ts";

/** In the order that breaks ties. \u0001 is Hive's default. */
const delimiters = [",", "\t", ";", "|", "\u0001", "^", "~"];
const SAMPLE_LENGTH = 65_536;
const SAMPLE_RECORDS = 200;
/** Lines before the table that may be titles; more than this is another kind of file. */
const MAX_TITLE_LINES = 30;

/** The part of a dialect that is found in the text (the encoding is found in the bytes). */
export type TextDialect = Omit<Dialect, "encoding" | "byteOrderMark">;

export interface DetectedDialect {
  dialect: TextDialect;
  /** Fields of most records, and the share of records that have so many. */
  columns: number;
  consistency: number;
  records: number;
}

/** Finds the dialect of delimited text. What `given` holds is taken as said and the rest is found around it. */
export function detectDialect(text: string, complete: boolean, given: Partial<TextDialect> = {}): DetectedDialect {
  const lineEnd = given.lineEnd ?? detectLineEnd(text);
  const named = /^sep=(.)\r?\n/.exec(text);
  const choices = given.delimiter ? [given.delimiter] : named?.[1] ? [named[1]] : presentDelimiters(text);
  const quotes = given.quote === undefined ? presentQuotes(text) : [given.quote];
  let best: Shape | null = null;
  for (const delimiter of choices) {
    for (const quote of quotes) {
      const escape = given.escape ?? detectEscape(text, quote);
      const shape = shapeOf(
        text,
        complete,
        { delimiter, quote, escape, lineEnd },
        given.skipLines ?? (named ? 1 : null),
      );
      if (!best || shape.score > best.score + 1e-9) best = shape;
    }
  }
  const shape = best ?? emptyShape(lineEnd);
  const decimalSeparator = given.decimalSeparator ?? detectDecimalSeparator(shape);
  const header = given.header ?? looksLikeHeader(shape.table, decimalSeparator);
  const { dialect, skipLines, columns, consistency } = shape;
  return {
    dialect: { ...dialect, skipLines, header, decimalSeparator },
    columns,
    consistency,
    records: shape.table.length,
  };
}

interface Shape {
  dialect: Pick<Dialect, "delimiter" | "quote" | "escape" | "lineEnd">;
  skipLines: number;
  columns: number;
  consistency: number;
  score: number;
  /** The sampled records of the table, header included. */
  table: DelimitedRecord[];
}

function emptyShape(lineEnd: Dialect["lineEnd"]): Shape {
  const dialect = { delimiter: ",", quote: '"', escape: '"', lineEnd };
  return { dialect, skipLines: 0, columns: 0, consistency: 0, score: 0, table: [] };
}

function shapeOf(text: string, complete: boolean, dialect: Shape["dialect"], givenSkip: number | null): Shape {
  const records = sampleRecords(text, complete, dialect);
  const whole = records.filter((record) => record.problem === null);
  const counts = whole.filter((record) => !isBlank(record)).map((record) => record.fields.length);
  const columns = mostCommon(counts);
  const skipLines = givenSkip ?? titleLines(records, columns);
  const table = records.filter((record) => record.line > skipLines && !isBlank(record));
  const agreeing = table.filter((record) => record.problem === null && record.fields.length === columns);
  const consistency = table.length === 0 ? 0 : agreeing.length / table.length;
  const manyColumns = columns > 1 ? 0.5 + Math.min(columns, 50) / 1000 : 0;
  const score = consistency + manyColumns * consistency + typedShare(agreeing) * 0.3;
  return { dialect, skipLines, columns, consistency, score, table };
}

function sampleRecords(text: string, complete: boolean, dialect: Shape["dialect"]): DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  for (const record of splitRecords(text, dialect, { complete })) {
    records.push(record);
    // Wide files need more text than narrow ones for a few records.
    if (records.length >= SAMPLE_RECORDS || (record.end > SAMPLE_LENGTH && records.length >= 5)) break;
  }
  return records;
}

/** Leading lines that are blank or have far fewer fields than the table: titles and remarks. */
function titleLines(records: readonly DelimitedRecord[], columns: number): number {
  for (const record of records.slice(0, MAX_TITLE_LINES)) {
    const fields = record.fields.length;
    const isTitle = columns > 1 && (fields === 1 || (columns >= 4 && fields <= columns / 2));
    if (isBlank(record) || (isTitle && record.problem === null)) continue;
    return record.line - 1;
  }
  return 0;
}

/** Share of cells that read as something other than loose text, or hold no separator of another dialect. */
function typedShare(records: readonly DelimitedRecord[]): number {
  let cells = 0;
  let clean = 0;
  for (const { fields } of records.slice(0, 50)) {
    for (const field of fields.slice(0, 200)) {
      if (field === null) continue;
      cells += 1;
      const kinds = [classify(field, ".").kind, classify(field, ",").kind];
      if (kinds.some((kind) => kind !== "text") || !/[,;\t|]/.test(field)) clean += 1;
    }
  }
  return cells === 0 ? 0 : clean / cells;
}

/** A comma counts as the decimal separator only where it is not the delimiter and more values say so than say "." */
function detectDecimalSeparator({ dialect, table }: Shape): "." | "," {
  if (dialect.delimiter === ",") return ".";
  let commas = 0;
  let points = 0;
  for (const { fields } of table) {
    for (const field of fields) {
      if (field === null) continue;
      if (/^[+-]?\d*,\d+$/.test(field)) commas += 1;
      else if (/^[+-]?\d*\.\d+$/.test(field)) points += 1;
    }
  }
  return commas > points ? "," : ".";
}

function presentDelimiters(text: string): string[] {
  const present = delimiters.filter((delimiter) => text.slice(0, SAMPLE_LENGTH).includes(delimiter));
  return present.length > 0 ? present : [","];
}

/** The quotes worth trying: `"` always, `'` only where fields seem to be wrapped in it. */
function presentQuotes(text: string): string[] {
  const sample = text.slice(0, SAMPLE_LENGTH);
  if (sample.includes('"')) return ['"', ...(wrapsFields(sample, "'") ? ["'"] : [])];
  return wrapsFields(sample, "'") ? ['"', "'"] : ['"'];
}

function wrapsFields(sample: string, quote: string): boolean {
  const wrapped = new RegExp(`(?:^|[,;\\t|\\n])${quote}[^${quote}\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, "g");
  return (sample.match(wrapped)?.length ?? 0) >= 2;
}

/** A backslash before a quote, where the quote is not doubled instead. */
function detectEscape(text: string, quote: string): string {
  if (quote === "") return "";
  const sample = text.slice(0, SAMPLE_LENGTH);
  const backslashed = new RegExp(`[^\\\\]\\\\${quote}(?![,;\\t|\\r\\n])`).test(sample);
  return backslashed && !sample.includes(`${quote}${quote}`) ? "\\" : quote;
}

function detectLineEnd(text: string): Dialect["lineEnd"] {
  const newline = text.indexOf("\n");
  if (newline > 0 && text.charCodeAt(newline - 1) === 13) return "\r\n";
  return newline < 0 && text.includes("\r") ? "\r" : "\n";
}

function isBlank(record: DelimitedRecord): boolean {
  return record.problem === null && record.fields.length === 1 && record.fields[0] === null;
}

function mostCommon(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, times] of seen) {
    const bestTimes = seen.get(best) ?? 0;
    if (times > bestTimes || (times === bestTimes && count > best)) best = count;
  }
  return best;
}
