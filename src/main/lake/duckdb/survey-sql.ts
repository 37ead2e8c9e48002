import { kindOfType, type Cell, type Column, type RowBlock } from "../../../shared/domain/columns.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";
import { selectOfTexts, type ReadableDataset, type ReadingNeeds } from "./reading-sql.ts";
import { anyNumberPattern, patternOf } from "./value-patterns.ts";

/** Statements for one connection: what the values of text files look like, and which rows do not fit the table. */
export function surveyStatements(dataset: ReadableDataset): string[] {
  const values = dataset.columns.flatMap((column) => (isChecked(dataset, column) ? [checksOf(dataset, column)] : []));
  // DuckDB looks for bytes that are not UTF-8 only in columns that are asked for.
  const texts = dataset.columns
    .filter(({ type }) => type === "VARCHAR")
    .map(({ name }) => `count(${identifier(name)})`);
  const checks = ["count(*)", ...values, ...texts].join(", ");
  const survey = `SELECT ${checks} FROM (${selectOfTexts(dataset)})`;
  if (dataset.format !== "delimited") return [survey];
  return [
    survey,
    // One row may have several errors.
    "SELECT count(DISTINCT (scan_id, file_id, line)) FROM reject_errors",
    `SELECT line, left(any_value(csv_line), 80), file_path FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
     GROUP BY ALL ORDER BY file_path, line LIMIT 3`,
  ];
}

/** What the survey found: columns as they can be read without loss, and what the person should know. */
export interface Survey {
  columns: readonly Column[];
  needs: ReadingNeeds;
  rejected: { rows: number; first: readonly { line: string; text: string; path: string }[] } | null;
  /** Sentences about columns that are read otherwise than their first rows promise. */
  changes: readonly string[];
}

/** Values of `checksOf`. */
const CHECKS = 7;

/** `blocks` are the answers to `surveyStatements`. */
export function readSurvey(dataset: ReadableDataset, blocks: readonly RowBlock[]): Survey {
  const [values, counted, first] = blocks;
  const cells = values?.rows[0] ?? [];
  const castLater = new Set<string>();
  const changes: string[] = [];
  let quotedNulls = false;
  let at = 1;
  const columns = dataset.columns.map((column) => {
    if (!isChecked(dataset, column)) return column;
    const found = checkedValues(cells.slice(at, at + CHECKS));
    at += CHECKS;
    if (found.quotedEmpty > 0) quotedNulls = true;
    if (isIsoBesideFormat(dataset, column, found)) castLater.add(column.name);
    return settle(dataset, column, found, changes);
  });
  const rows = Number(counted?.rows[0]?.[0] ?? 0);
  return {
    columns,
    needs: { skipsRows: rows > 0, quotedNulls, castLater },
    rejected: rows === 0 ? null : { rows, first: (first?.rows ?? []).map(rejectedRow) },
    changes,
  };
}

function rejectedRow([line, text, path]: readonly Cell[]) {
  return { line: line ?? "?", text: text ?? "", path: path ?? "" };
}

interface CheckedValues {
  quotedEmpty: number;
  misfits: number;
  firstMisfit: Cell;
  /** Misfits if the column's dates were in ISO form and not in the files' format. */
  isoMisfits: number;
  /** Values that are no number at all. */
  words: number;
  /** Most digits before and after the decimal separator. */
  digits: number;
  places: number;
}

function isChecked({ partitionKeys }: ReadableDataset, { name, type }: Column): boolean {
  return !partitionKeys.includes(name) && type !== "VARCHAR" && type !== "JSON";
}

function checksOf({ readOptions }: ReadableDataset, column: Column): string {
  const value = identifier(column.name);
  const separator = readOptions["decimalSeparator"] ?? ".";
  const format = formatOf(column, readOptions);
  const isMisfit = misfitSql(column, separator, format);
  const isWord = `${value} <> '' AND NOT regexp_full_match(${value}, ${literal(anyNumberPattern(separator))})`;
  const isNumeric = ["integer", "decimal"].includes(kindOfType(column.type));
  const point = `strpos(${value}, ${literal(separator)})`;
  const digits = `length(ltrim(split_part(${value}, ${literal(separator)}, 1), '+-'))`;
  const places = `CASE WHEN ${point} > 0 THEN length(${value}) - ${point} END`;
  return [
    `count(*) FILTER (${value} = '')`,
    `count(*) FILTER (${isMisfit})`,
    `left(any_value(${value}) FILTER (${isMisfit}), 60)`,
    format === undefined ? "0" : `count(*) FILTER (${misfitSql(column, separator, undefined)})`,
    isNumeric ? `count(*) FILTER (${isWord})` : "0",
    isNumeric ? `coalesce(max(${digits}) FILTER (NOT (${isWord})), 0)` : "0",
    isNumeric ? `coalesce(max(${places}) FILTER (NOT (${isWord})), 0)` : "0",
  ].join(", ");
}

/** True for a text that a cast to the type would refuse, or would change. */
function misfitSql({ name, type }: Column, separator: string, format: string | undefined): string {
  const value = identifier(name);
  if (format !== undefined) return `${value} <> '' AND try_strptime(${value}, ${literal(format)}) IS NULL`;
  const isDecimal = separator === "," && ["decimal", "float"].includes(kindOfType(type));
  const plain = isDecimal ? `replace(${value}, ',', '.')` : value;
  const pattern = patternOf(type, separator);
  const shape = pattern === null ? "" : `NOT regexp_full_match(${value}, ${literal(pattern)}) OR `;
  return `${value} <> '' AND (${shape}TRY_CAST(${plain} AS ${type}) IS NULL)`;
}

function formatOf({ type }: Column, readOptions: ReadableDataset["readOptions"]): string | undefined {
  if (type === "DATE") return readOptions["dateFormat"];
  return type === "TIMESTAMP" ? readOptions["timestampFormat"] : undefined;
}

function checkedValues(cells: readonly Cell[]): CheckedValues {
  const [quotedEmpty, misfits, firstMisfit, isoMisfits, words, digits, places] = cells;
  return {
    quotedEmpty: Number(quotedEmpty),
    misfits: Number(misfits),
    firstMisfit: firstMisfit ?? null,
    isoMisfits: Number(isoMisfits),
    words: Number(words),
    digits: Number(digits),
    places: Number(places),
  };
}

/** The column as all of its values can be read; what differs from its first rows is added to `changes`. */
function settle(dataset: ReadableDataset, column: Column, found: CheckedValues, changes: string[]): Column {
  if (found.misfits === 0 || isIsoBesideFormat(dataset, column, found)) return column;
  const values = found.misfits === 1 ? "one value" : `${found.misfits.toLocaleString("en")} values`;
  const type = widened(column, found);
  changes.push(
    `column ${column.name} is read as ${type}, because ${values} further down, such as “${found.firstMisfit ?? ""}”, cannot be kept as ${column.type}`,
  );
  return { ...column, type, kind: kindOfType(type) };
}

/** A reader has one format for all columns of dates; those in ISO form are cast behind it. */
function isIsoBesideFormat({ readOptions }: ReadableDataset, column: Column, { isoMisfits }: CheckedValues): boolean {
  return formatOf(column, readOptions) !== undefined && isoMisfits === 0;
}

/** The narrowest type that keeps every number; text when some are no numbers or do not fit. */
function widened({ type }: Column, { words, digits, places }: CheckedValues): string {
  if (words > 0 || !/^(?:BIGINT|HUGEINT|DECIMAL)/.test(type)) return "VARCHAR";
  const all = digits + places;
  if (places === 0) return digits <= 18 ? "BIGINT" : digits <= 38 ? "HUGEINT" : "VARCHAR";
  if (all > 38) return "VARCHAR";
  return `DECIMAL(${all <= 18 ? 18 : 38},${places})`;
}
