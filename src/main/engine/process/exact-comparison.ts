/** A column of whole numbers, or of decimals with `scale` digits after the point. */
export interface ExactColumn {
  ref: string;
  type: string;
  scale: number;
}

type Operator = "equals" | "not-equals" | "less" | "less-or-equal" | "greater" | "greater-or-equal";

/** More zeros than this make no number that a column could hold. */
const maxExponent = 10_000;

/**
 * A comparison of an exact column with a number of any size and precision, or null when the text is no number. The
 * number is brought to the column's own digits first (everything below 2.5 is everything up to 2), because DuckDB would
 * compare through another type: rounded as an integer, or without the last digits as a DOUBLE.
 */
export function exactComparison(column: ExactColumn, op: Operator, text: string): string | null {
  const number = parseDecimal(text);
  if (number === null) return null;
  const { floor, exact } = scaled(number, column.scale);
  const ceiling = exact ? floor : floor + 1n;
  switch (op) {
    case "equals":
      return exact ? compare(column, "=", floor) : never(column);
    case "not-equals":
      return exact ? compare(column, "IS DISTINCT FROM", floor) : "true";
    case "less":
      return compare(column, "<", ceiling);
    case "less-or-equal":
      return compare(column, "<=", floor);
    case "greater":
      return compare(column, ">", floor);
    case "greater-or-equal":
      return compare(column, ">=", ceiling);
  }
}

/** NULL stays NULL, as in any comparison. */
const never = ({ ref }: ExactColumn) => `(${ref} IS NOT NULL AND false)`;
const always = ({ ref }: ExactColumn) => `${ref} IS NOT NULL`;

/** `value` counts units of the column's last digit. */
function compare(column: ExactColumn, operator: string, value: bigint): string {
  const { ref, type, scale } = column;
  if (type === "BIGNUM") return `${ref} ${operator} CAST('${value}' AS BIGNUM)`;
  const digits = value < 0n ? -value : value;
  // No column but BIGNUM holds numbers of more than 39 digits, and HUGEINT is the widest type of a literal.
  if (type.endsWith("HUGEINT") ? digits >= 2n ** 127n : digits >= 10n ** 38n) return beyond(column, operator, value);
  if (scale === 0 && !type.startsWith("DECIMAL")) return `${ref} ${operator} CAST('${value}' AS HUGEINT)`;
  return `${ref} ${operator} CAST('${withPoint(value, scale)}' AS DECIMAL(38, ${scale}))`;
}

/** The answer of every value to a number that is larger, or smaller, than any. */
function beyond(column: ExactColumn, operator: string, value: bigint): string {
  if (column.type === "UHUGEINT" && value > 0n && value < 2n ** 128n) {
    return `${column.ref} ${operator} CAST('${value}' AS UHUGEINT)`;
  }
  if (operator === "=") return never(column);
  if (operator === "IS DISTINCT FROM") return "true";
  return operator.startsWith("<") === value > 0n ? always(column) : never(column);
}

interface Decimal {
  digits: bigint;
  /** Digits after the point; negative for zeros before it. */
  scale: number;
}

function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole + fraction === "" || Math.abs(Number(exponent)) > maxExponent) return null;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length - Number(exponent) };
}

function scaled({ digits, scale }: Decimal, wanted: number): { floor: bigint; exact: boolean } {
  if (scale <= wanted) return { floor: digits * 10n ** BigInt(wanted - scale), exact: true };
  const divisor = 10n ** BigInt(scale - wanted);
  const quotient = digits / divisor;
  const exact = digits % divisor === 0n;
  return { floor: !exact && digits < 0n ? quotient - 1n : quotient, exact };
}

function withPoint(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const text = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
