/** Dates and times as DuckDB prints them, from whole numbers: nothing passes through a Date, which knows only milliseconds. */

const DAY_NANOS = 86_400_000_000_000n;
const INT32_MAX = 2_147_483_647;
const INT64_MAX = 9_223_372_036_854_775_807n;

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export function dateText(days: number): string {
  if (days === INT32_MAX) return "infinity";
  if (days === -INT32_MAX) return "-infinity";
  const { date, era } = civil(days);
  return date + era;
}

/** Nanoseconds (a multiple of the stored unit) since 1970-01-01 00:00:00, with `zone` behind the time. */
export function timestampText(stored: bigint, unitNanos: bigint, zone: "" | "+00"): string {
  if (stored === INT64_MAX) return "infinity";
  if (stored === -INT64_MAX) return "-infinity";
  const nanos = stored * unitNanos;
  const inDay = ((nanos % DAY_NANOS) + DAY_NANOS) % DAY_NANOS;
  const { date, era } = civil(Number((nanos - inDay) / DAY_NANOS));
  return `${date} ${timeText(inDay)}${zone}${era}`;
}

/** Nanoseconds since midnight; a fraction only where there is one, without zeros at its end. */
export function timeText(nanos: bigint): string {
  const seconds = nanos / 1_000_000_000n;
  const fraction = (nanos % 1_000_000_000n).toString().padStart(9, "0").replace(/0+$/, "");
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => part.toString().padStart(2, "0"));
  return parts.join(":") + (fraction === "" ? "" : `.${fraction}`);
}

/** Months, days and milliseconds, the three parts of a Parquet INTERVAL. */
export function intervalText(months: number, days: number, millis: number): string {
  const parts: string[] = [];
  const years = Math.trunc(months / 12);
  const count = (value: number, unit: string) => `${value} ${unit}${value === 1 ? "" : "s"}`;
  if (years !== 0) parts.push(count(years, "year"));
  if (months % 12 !== 0) parts.push(count(months % 12, "month"));
  if (days !== 0) parts.push(count(days, "day"));
  if (millis !== 0 || parts.length === 0) parts.push(timeText(BigInt(millis) * 1_000_000n));
  return parts.join(" ");
}

/** Howard Hinnant's civil_from_days (https://howardhinnant.github.io/date_algorithms.html). */
function civil(days: number): { date: string; era: string } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const shown = year > 0 ? year : 1 - year;
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  return { date: `${pad(shown, 4)}-${pad(month, 2)}-${pad(day, 2)}`, era: year > 0 ? "" : " (BC)" };
}
