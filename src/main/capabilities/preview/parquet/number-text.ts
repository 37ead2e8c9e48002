/** Floating-point numbers as DuckDB prints them: the shortest digits that read back as the same number. */

/** A 64-bit float. */
export function doubleText(value: number): string {
  return special(value) ?? layOut(value.toString());
}

/** A 32-bit float, whose shortest digits are fewer than those of the same number in 64 bits. */
export function floatText(value: number): string {
  const known = special(value);
  if (known !== null) return known;
  for (let digits = 1; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return layOut(Number(text).toString());
  }
  return layOut(Number(value.toPrecision(9)).toString());
}

/** A number of `scale` digits behind the point, from its unscaled value. */
export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  if (scale <= 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return "nan";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  return Object.is(value, -0) ? "-0.0" : null;
}

/** DuckDB writes exponents from 1e16 up and below 1e-4, with at least two digits, and ".0" behind whole numbers. */
function layOut(shortest: string): string {
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(shortest) ?? [];
  const all = (whole + fraction).replace(/^0+/, "");
  if (all === "") return `${sign}0.0`;
  const leading = (whole + fraction).length - all.length;
  const digits = all.replace(/0+$/, "");
  // The number is 0.DIGITS × 10^point.
  const point = Number(exponentText) + whole.length - leading;
  if (point > 16 || point <= -4) {
    const exponent = point - 1;
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits.padEnd(point, "0")}.0`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
