import type { DateLayout, ValueKind } from "./value-kinds.ts";

/** Counts of one column's sampled values by kind, and the widest of them. */
export interface ColumnTally {
  kinds: Map<ValueKind, number>;
  sampled: number;
  empty: number;
  digits: number;
  scale: number;
  /** Most digits of any one number. */
  significant: number;
  /** Most digits of a fraction of a second. */
  fraction: number;
  /** Times that state seconds, and times that stop at minutes. */
  withSeconds: number;
  withoutSeconds: number;
}

export interface TypeCandidate {
  type: string;
  accepts: (kind: ValueKind) => boolean;
  /** How dates are written when not in ISO form, in DuckDB's strptime letters. */
  format: string | null;
  reason: string | null;
}

/** Digits that any 64-bit float is written with; longer numbers would lose some. */
const DOUBLE_DIGITS = 17;

type DateOrder = "dmy" | "mdy" | "ymd";

/** Ways to write dates other than ISO 8601; those with a separator that leaves the order open may be ambiguous. */
const dateLayouts: readonly { order: DateOrder; separator: "/" | "-" | "." }[] = [
  { order: "dmy", separator: "/" },
  { order: "dmy", separator: "-" },
  { order: "dmy", separator: "." },
  { order: "mdy", separator: "/" },
  { order: "mdy", separator: "-" },
  { order: "ymd", separator: "/" },
  { order: "ymd", separator: "." },
];
const orderNames: Record<DateOrder, readonly string[]> = {
  dmy: ["day", "month", "year"],
  mdy: ["month", "day", "year"],
  ymd: ["year", "month", "day"],
};
/** DuckDB's strptime letters. */
const letters: Record<string, string> = { day: "%d", month: "%m", year: "%Y" };

/** All types that any value of the column fits, the narrowest first. */
export function candidatesOf(tally: ColumnTally): TypeCandidate[] {
  const accepting = (type: string, ...kinds: ValueKind[]): TypeCandidate => ({
    type,
    accepts: (kind) => kinds.includes(kind),
    format: null,
    reason: null,
  });
  const candidates: TypeCandidate[] = [
    accepting("BOOLEAN", "boolean"),
    accepting("BIGINT", "integer"),
    { ...accepting("HUGEINT", "integer", "hugeint"), reason: "some integers do not fit 64 bits" },
    ...decimalCandidate(tally, accepting),
    ...(tally.significant <= DOUBLE_DIGITS ? [accepting("DOUBLE", "integer", "decimal", "float")] : []),
    accepting("DATE", "date:ymd-"),
    accepting(tally.fraction > 6 ? "TIMESTAMP_NS" : "TIMESTAMP", "date:ymd-", "timestamp:ymd-"),
    accepting("TIMESTAMP WITH TIME ZONE", "timestamp-with-zone"),
    accepting("TIME", "time"),
    ...dateLayouts.flatMap((layout) => layoutCandidates(tally, layout)),
  ];
  return candidates.filter((candidate) => [...tally.kinds.keys()].some((kind) => candidate.accepts(kind)));
}

/** DECIMAL wide enough for everything seen; 18 digits where they do, as more cost twice the space. */
function decimalCandidate(tally: ColumnTally, accepting: (type: string, ...kinds: ValueKind[]) => TypeCandidate) {
  const digits = tally.digits + tally.scale;
  if (tally.scale === 0 || digits > 38) return [];
  const candidate = accepting(`DECIMAL(${digits <= 18 ? 18 : 38},${tally.scale})`, "integer", "hugeint", "decimal");
  return [candidate];
}

/** A date layout counts only when at least one value could not be read another way. */
function layoutCandidates(tally: ColumnTally, { order, separator }: (typeof dateLayouts)[number]): TypeCandidate[] {
  const layout: DateLayout = `${order}${separator}`;
  const ambiguous: DateLayout = `dm${separator}`;
  const sure = (tally.kinds.get(`date:${layout}`) ?? 0) + (tally.kinds.get(`timestamp:${layout}`) ?? 0);
  if (sure === 0) return [];
  const dates = new Set<ValueKind>([`date:${layout}`, ...(order === "ymd" ? [] : [`date:${ambiguous}` as const])]);
  const moments = new Set<ValueKind>([
    ...dates,
    `timestamp:${layout}`,
    ...(order === "ymd" ? [] : [`timestamp:${ambiguous}` as const]),
  ]);
  const names = orderNames[order];
  const format = names.map((name) => letters[name]).join(separator);
  const reason = `written as ${names.join(separator)}`;
  return [
    { type: "DATE", accepts: (kind) => dates.has(kind), format, reason },
    { type: "TIMESTAMP", accepts: (kind) => moments.has(kind), format: timestampFormat(format, tally), reason },
  ];
}

/** Null when the times are not all written alike, as a format stands for one way only. */
function timestampFormat(date: string, { withSeconds, withoutSeconds, fraction }: ColumnTally): string | null {
  if (withSeconds > 0 && withoutSeconds > 0) return null;
  if (withoutSeconds > 0) return `${date} %H:%M`;
  return `${date} %H:%M:%S${fraction > 0 ? ".%f" : ""}`;
}

/** How many of the sampled values a candidate accepts. */
export function fittingOf(tally: ColumnTally, candidate: TypeCandidate): number {
  let fitting = 0;
  for (const [kind, count] of tally.kinds) if (candidate.accepts(kind)) fitting += count;
  return fitting;
}

/** Why a column stays text, in words for people; null when that is plain. */
export function reasonForText(tally: ColumnTally): string | null {
  const has = (kind: ValueKind): boolean => tally.kinds.has(kind);
  const kinds = [...tally.kinds.keys()];
  if (tally.sampled === 0) return "no values in what was read";
  if (has("leading-zero")) return "leading zeros are kept as text";
  if (kinds.every((kind) => /^(?:date|timestamp):dm[/-]/.test(kind))) return "day and month cannot be told apart";
  if (kinds.every(isDateKind)) return "dates are written in more than one way";
  if (has("giant-integer") && kinds.every(isNumberKind))
    return "integers are longer than any number type holds exactly";
  if (kinds.every(isNumberKind)) return "the digits would not all fit a number type";
  const words = tally.kinds.get("text") ?? 0;
  return kinds.length > 1 && words * 2 <= tally.sampled ? "values of several types are mixed" : null;
}

function isDateKind(kind: ValueKind): boolean {
  return kind.startsWith("date:") || kind.startsWith("timestamp");
}

function isNumberKind(kind: ValueKind): boolean {
  return ["integer", "hugeint", "giant-integer", "decimal", "wide-decimal", "float"].includes(kind);
}
