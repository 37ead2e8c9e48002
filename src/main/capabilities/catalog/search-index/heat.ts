/** After so long, a use of a table counts half. Milliseconds. */
const HALF_LIFE = 30 * 86_400_000;
const EPOCH = Date.UTC(2020, 0, 1);

/**
 * How much a table has been used: the logarithm of a sum of weights that grow with time, instead of ones that shrink, so
 * that what is stored needs no update as time goes by. One use at that time; 0 is never used.
 */
export function heatOf(at: number): number {
  return Math.max((at - EPOCH) / HALF_LIFE, Number.MIN_VALUE);
}

/** The uses of both. */
export function warmer(a: number, b: number): number {
  if (a === 0 || b === 0) return a + b;
  return Math.max(a, b) + Math.log2(1 + 2 ** -Math.abs(a - b));
}

/** Uses as they count now. */
export function currentHeat(heat: number, now: number): number {
  return heat === 0 ? 0 : 2 ** (heat - (now - EPOCH) / HALF_LIFE);
}
