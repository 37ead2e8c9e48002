/**
 * What one text value looks like. The kinds exclude each other; a column type accepts a set of them (column-types.ts).
 * Date kinds carry how the parts are ordered and separated, e.g. "date:dmy/" or "timestamp:ymd-".
 */
export type ValueKind =
  | "boolean"
  | "integer"
  /** Beyond 64 bits, within DuckDB's HUGEINT (128 bits). */
  | "hugeint"
  | "giant-integer"
  | "leading-zero"
  | "decimal"
  /** More than the 38 digits that DECIMAL can hold. */
  | "wide-decimal"
  | "float"
  | "time"
  | "timestamp-with-zone"
  | `date:${DateLayout}`
  | `timestamp:${DateLayout}`
  | "text";

/** "dm" is a date whose day and month are both at most 12, so that either may come first. */
export type DateLayout = `${"ymd" | "dmy" | "mdy" | "dm"}${"-" | "/" | "."}`;

export interface ClassifiedValue {
  kind: ValueKind;
  /** Of decimals and integers: digits before and after the separator. */
  digits: number;
  scale: number;
  /** Of timestamps and times: digits of the fraction of a second; null where not even seconds are stated. */
  fraction: number | null;
}

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const INT128 = { min: -(2n ** 127n), max: 2n ** 127n - 1n };
const DECIMAL_DIGITS = 38;

const number = /^[+-]?(\d*)(?:([.,])(\d*))?(?:[eE][+-]?\d+)?$/;
const dateFirst = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T](.+))?$/;
const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;
const zone = /(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?| ?UTC)$/;

const plain = (kind: ValueKind): ClassifiedValue => ({ kind, digits: 0, scale: 0, fraction: 0 });
const textValue = plain("text");
const booleanValue = plain("boolean");
const floatValue = plain("float");

/** Classifies one non-empty value. Only `decimalSeparator` counts as one. */
export function classify(value: string, decimalSeparator: "." | ","): ClassifiedValue {
  const first = value.charCodeAt(0);
  const startsLikeNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46 || first === 44;
  if (!startsLikeNumber || value.length > 400) return classifyWord(value);
  const numeric = number.exec(value);
  if (numeric) return classifyNumber(value, numeric, decimalSeparator);
  if (first === 43 || first === 45) return classifyWord(value);
  return classifyMoment(value);
}

function classifyWord(value: string): ClassifiedValue {
  if (value.length > 9) return textValue;
  const word = value.toLowerCase();
  if (word === "true" || word === "false") return booleanValue;
  return /^[+-]?(?:nan|inf|infinity)$/.test(word) ? floatValue : textValue;
}

function classifyNumber(value: string, parts: RegExpExecArray, decimalSeparator: string): ClassifiedValue {
  const [, whole = "", separator, fraction = ""] = parts;
  if (whole === "" && fraction === "") return textValue;
  if (separator !== undefined && separator !== decimalSeparator) return textValue;
  if (whole.length > 1 && whole.startsWith("0")) return plain("leading-zero");
  if (/[eE]/.test(value)) return floatValue;
  const sizes = { digits: whole.length, scale: fraction.length, fraction: 0 };
  if (separator !== undefined) {
    const fits = whole.length + fraction.length <= DECIMAL_DIGITS;
    return { kind: fits ? "decimal" : "wide-decimal", ...sizes };
  }
  if (whole.length < 19) return { kind: "integer", ...sizes };
  return { kind: whole.length > 39 ? "giant-integer" : kindOfLongInteger(BigInt(value.replace("+", ""))), ...sizes };
}

function kindOfLongInteger(value: bigint): ValueKind {
  if (value >= INT64.min && value <= INT64.max) return "integer";
  return value >= INT128.min && value <= INT128.max ? "hugeint" : "giant-integer";
}

function classifyMoment(value: string): ClassifiedValue {
  const date = dateFirst.exec(value);
  if (!date) {
    const time = clock.exec(value);
    return time ? { ...plain("time"), fraction: fractionOf(time) } : textValue;
  }
  const [, a = "", separator = "", b = "", c = "", rest] = date;
  const layout = layoutOf(a, b, c, separator);
  if (!layout) return textValue;
  if (rest === undefined) return plain(`date:${layout}`);
  const time = clock.exec(rest);
  if (time) return { ...plain(`timestamp:${layout}`), fraction: fractionOf(time) };
  const zoned = layout.startsWith("ymd") ? clock.exec(rest.replace(zone, "")) : null;
  return zoned ? { ...plain("timestamp-with-zone"), fraction: fractionOf(zoned) } : textValue;
}

function fractionOf(time: RegExpExecArray): number | null {
  return time[3] === undefined ? null : (time[4]?.length ?? 0);
}

function layoutOf(a: string, b: string, c: string, separator: string): DateLayout | null {
  if (separator !== "-" && separator !== "/" && separator !== ".") return null;
  if (a.length === 4) return c.length <= 2 && isDay(a, b, c) ? `ymd${separator}` : null;
  if (a.length > 2 || c.length !== 4) return null;
  const dayFirst = isDay(c, b, a);
  // Dots are written day first wherever they are used for dates.
  if (separator === ".") return dayFirst ? "dmy." : null;
  const monthFirst = isDay(c, a, b);
  if (dayFirst && monthFirst) return `dm${separator}`;
  if (dayFirst) return `dmy${separator}`;
  return monthFirst ? `mdy${separator}` : null;
}

function isDay(yearText: string, monthText: string, dayText: string): boolean {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
