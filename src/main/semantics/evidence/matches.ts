import type { Detector } from "../detector.ts";

/** What a detector says of all values of a sample. */
export interface Matches {
  /** Part of the values that are of the kind, in the variant that counts. */
  readonly share: number;
  /** Different values that are. */
  readonly distinct: readonly string[];
  readonly variant: string | null;
}

/** Different values that are tried first, spread over all of them. */
const TRIED = 40;

/**
 * Whether it is worth to try all values. A kind that must match three in ten to be found does not miss forty by luck,
 * and most kinds match none of a column.
 */
export function mayMatch(detector: Detector, distinct: readonly string[]): boolean {
  if (detector.least < 0.3 || distinct.length < 2 * TRIED) return true;
  const step = distinct.length / TRIED;
  return Array.from({ length: TRIED }, (_, at) => distinct[Math.floor(at * step)] ?? "").some(
    (value) => detector.match(value).length > 0,
  );
}

/** Null when no value matches. */
export function matchesOf(detector: Detector, counts: ReadonlyMap<string, number>, total: number): Matches | null {
  const byVariant = new Map<string, { rows: number; values: string[] }>();
  const all: string[] = [];
  let rows = 0;
  for (const [value, count] of counts) {
    const variants = detector.match(value);
    if (variants.length === 0) continue;
    all.push(value);
    rows += count;
    for (const variant of variants) {
      const found = byVariant.get(variant) ?? { rows: 0, values: [] };
      found.rows += count;
      found.values.push(value);
      byVariant.set(variant, found);
    }
  }
  if (all.length === 0) return null;
  const [best] = [...byVariant].toSorted(([, one], [, other]) => other.rows - one.rows);
  if (!best) return null;
  const variant = best[0] === "" ? null : best[0];
  if (detector.oneVariant === true) return { share: best[1].rows / total, distinct: best[1].values, variant };
  return { share: rows / total, distinct: all, variant };
}
