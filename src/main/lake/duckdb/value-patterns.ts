/**
 * Texts that a type stands for without any change. DuckDB's casts take more, and change them without a word: 1.5 as a
 * BIGINT is 2, 007 is 7, 2.55 as a DECIMAL(18,1) is 2.6, a timestamp as a DATE loses its time.
 */

const whole = "(?:0|[1-9][0-9]*)";
const day = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";
const zone = "(?: ?UTC|Z|[+-][0-9]{2}(?::?[0-9]{2})?)";

/** An RE2 pattern for all of a value's text; null for types whose casts refuse what they cannot keep. */
export function patternOf(type: string, decimalSeparator: string): string | null {
  const decimal = /^DECIMAL\(\d+,(\d+)\)$/.exec(type);
  const point = decimalSeparator === "," ? "," : "[.]";
  if (decimal) return `[+-]?${whole}?(?:${point}[0-9]{0,${decimal[1]}})?`;
  switch (type) {
    case "BIGINT":
    case "HUGEINT":
      return `[+-]?${whole}`;
    case "DOUBLE":
      return `[+-]?(?:${whole}?(?:${point}[0-9]*)?(?:[eE][+-]?[0-9]+)?|[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)`;
    case "BOOLEAN":
      return "(?i:true|false)";
    case "DATE":
      return day;
    case "TIME":
      return clockPattern(6);
    case "TIMESTAMP":
      return `${day}(?:[ T]${clockPattern(6)})?`;
    case "TIMESTAMP_NS":
      return `${day}(?:[ T]${clockPattern(9)})?`;
    case "TIMESTAMP WITH TIME ZONE":
      return `${day}[ T]${clockPattern(6)}${zone}`;
    default:
      return null;
  }
}

/** A number without anything that DuckDB would drop, however many places it has. */
export function anyNumberPattern(decimalSeparator: string): string {
  return `[+-]?${whole}?(?:${decimalSeparator === "," ? "," : "[.]"}[0-9]*)?`;
}

function clockPattern(places: number): string {
  return `[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,${places}})?)?`;
}
