import { DuckDBDecimalType, DuckDBTypeId } from "@duckdb/node-api";
import { isPlainText, textOf, type SourceColumn } from "./source-columns.ts";
import { columnLetters } from "./xlsx-limits.ts";
import { decimalStyleIndex, styleIndex, type CellStyle } from "./xlsx-styles.ts";
import { cellTextSql, isSimpleSql, isTooLongSql, simpleTextSql } from "./xlsx-text.ts";

/** Excel keeps 15 significant digits of what is typed and shows no more, so longer numbers go as text. */
const exactDigits = 15;
const largestExact = "9".repeat(exactDigits);
/** The smallest double that is not denormal: Excel reads smaller ones as 0. */
const smallestDouble = "2.2250738585072014e-308";

const microsPerDay = 86_400_000_000;
/** Days from Excel's day 0, which the 1900 leap-year quirk makes 1899-12-30 for all days from 1900-03-01 on. */
const unixEpochSerial = 25_569;
const micros = (iso: string) => `epoch_us(TIMESTAMP '${iso}')`;
const firstMoment = micros("1900-03-01 00:00:00");
/** Excel rounds what it shows to milliseconds and has no year 10000. */
const lastMoment = micros("9999-12-31 23:59:59.999");
/** Until here (serial 65,536) a double tells microseconds apart; after it only milliseconds survive. */
const lastExactMicros = micros("2079-06-06 00:00:00");

/** SQL fragments for one column of a sheet; `n` is the row's number as text. */
export interface CellSql {
  /** What the column's value must be in the rows that the other fragments see. */
  value: string;
  /** The cell's XML, NULL for an empty cell. */
  cell: string;
  /** True where the cell holds less than the value; null where that cannot be. */
  isCut: string | null;
}

/** How a column's values become cells. Numbers, dates and times are numbers where Excel keeps every digit, else text. */
export function cellSql(column: SourceColumn, index: number): CellSql {
  const forms = cellForms(columnLetters(index));
  const branches = numberBranches(column, forms);
  if (branches === null) return textCell(column, forms);
  const cases = branches.map(({ when, cell }) => `WHEN ${when} THEN ${cell}`);
  const otherwise = `WHEN ${column.ref} IS NOT NULL THEN ${forms.text(textOf(column))}`;
  return { value: column.ref, cell: `CASE ${cases.join(" ")} ${otherwise} END`, isCut: null };
}

type CellForms = ReturnType<typeof cellForms>;

function cellForms(letters: string) {
  const open = (attributes: string) => `'<c r="${letters}', n, '"${attributes}>`;
  return {
    number: (value: string, style = 0) =>
      `concat(${open(style === 0 ? "" : ` s="${style}"`)}<v>', ${value}, '</v></c>')`,
    boolean: (value: string) => `concat(${open(' t="b"')}<v>', CAST(${value} AS TINYINT), '</v></c>')`,
    // A text without white space to keep may stand where a formula's text result does: a fifth less XML to compress.
    text: (value: string) => `concat(${open(` s="${styleIndex("text")}" t="str"`)}<v>', ${value}, '</v></c>')`,
    textAsIs: (value: string) =>
      `concat(${open(` s="${styleIndex("text")}" t="inlineStr"`)}<is><t xml:space="preserve">', ${value}, '</t></is></c>')`,
  };
}

function textCell(column: SourceColumn, forms: CellForms): CellSql {
  const value = textOf(column);
  if (isPlainText(column) && column.type.typeId !== DuckDBTypeId.BLOB && column.type.typeId !== DuckDBTypeId.BIT) {
    return { value, cell: `CASE WHEN ${column.ref} IS NOT NULL THEN ${forms.text(column.ref)} END`, isCut: null };
  }
  const simple = `WHEN ${isSimpleSql(column.ref)} THEN ${forms.text(simpleTextSql(column.ref))}`;
  const careful = `WHEN ${column.ref} IS NOT NULL THEN ${forms.textAsIs(cellTextSql(column.ref))}`;
  return { value, cell: `CASE ${simple} ${careful} END`, isCut: isTooLongSql(column.ref) };
}

interface Branch {
  when: string;
  cell: string;
}

/** The cases in which a value is a number, a boolean or a moment for Excel; null for types that are always text. */
function numberBranches({ type, ref }: SourceColumn, forms: CellForms): Branch[] | null {
  const always = (cell: string) => [{ when: `${ref} IS NOT NULL`, cell }];
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return always(forms.boolean(ref));
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
      return always(forms.number(ref));
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
      return [{ when: `${ref} BETWEEN -${largestExact} AND ${largestExact}`, cell: forms.number(ref) }];
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.UHUGEINT:
      return [{ when: `${ref} <= ${largestExact}`, cell: forms.number(ref) }];
    case DuckDBTypeId.BIGNUM:
      return [{ when: `strlen(ltrim(CAST(${ref} AS VARCHAR), '-')) <= ${exactDigits}`, cell: forms.number(ref) }];
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return [
        { when: `isfinite(${ref}) AND (abs(${ref}) >= ${smallestDouble} OR ${ref} = 0)`, cell: forms.number(ref) },
      ];
    case DuckDBTypeId.DECIMAL:
      return type instanceof DuckDBDecimalType ? decimalBranches(ref, type, forms) : null;
    case DuckDBTypeId.DATE:
      return [
        {
          when: `${ref} BETWEEN DATE '1900-03-01' AND DATE '9999-12-31'`,
          cell: forms.number(`${ref} - DATE '1899-12-30'`, styleIndex("date")),
        },
      ];
    case DuckDBTypeId.TIME:
      return timeBranches(`epoch_us(${ref})`, microsPerDay, forms);
    case DuckDBTypeId.TIME_NS:
      return timeBranches(`epoch_ns(${ref})`, microsPerDay * 1000, forms);
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
      return momentBranches(`epoch_us(${ref})`, "true", ["dateTime", "dateTimeMs"], forms);
    case DuckDBTypeId.TIMESTAMP_NS:
      return momentBranches(`epoch_us(${ref})`, `epoch_ns(${ref}) % 1000 = 0`, ["dateTime", "dateTimeMs"], forms);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return momentBranches(`epoch_us(${ref})`, "true", ["dateTimeUtc", "dateTimeMsUtc"], forms);
    default:
      return null;
  }
}

function decimalBranches(ref: string, { width, scale }: DuckDBDecimalType, forms: CellForms): Branch[] {
  const cell = forms.number(ref, decimalStyleIndex(scale));
  if (width <= exactDigits) return [{ when: `${ref} IS NOT NULL`, cell }];
  const significant = `strlen(trim(replace(CAST(${ref} AS VARCHAR), '.', ''), '-0')) <= ${exactDigits}`;
  if (scale >= exactDigits) return [{ when: significant, cell }];
  // Most values are told by their size alone, without spelling them out.
  const limit = `${"9".repeat(exactDigits - scale)}.${"9".repeat(scale)}`;
  return [{ when: `${ref} BETWEEN -${limit} AND ${limit} OR ${significant}`, cell }];
}

/** `perDay` is one day in the unit of `time`; 24:00:00, which DuckDB allows, would show as 00:00:00 and goes as text. */
function timeBranches(time: string, perDay: number, forms: CellForms): Branch[] {
  const serial = `${time} / ${perDay}`;
  const second = perDay / 86_400;
  return [
    { when: `${time} < ${perDay} AND ${time} % ${second} = 0`, cell: forms.number(serial, styleIndex("time")) },
    { when: `${time} < ${perDay}`, cell: forms.number(serial, styleIndex("timeMs")) },
  ];
}

/** `us` is NULL for infinities. Whole seconds and fractions have formats of their own. */
function momentBranches(us: string, isWhole: string, styles: [CellStyle, CellStyle], forms: CellForms): Branch[] {
  const inRange = `${us} BETWEEN ${firstMoment} AND ${lastMoment}`;
  const serial = `(${us} + ${unixEpochSerial * microsPerDay}) / ${microsPerDay}`;
  const exact = `(${us} % 1000 = 0 OR ${us} < ${lastExactMicros})`;
  return [
    { when: `${inRange} AND ${us} % 1000000 = 0 AND ${isWhole}`, cell: forms.number(serial, styleIndex(styles[0])) },
    { when: `${inRange} AND ${exact} AND ${isWhole}`, cell: forms.number(serial, styleIndex(styles[1])) },
  ];
}
