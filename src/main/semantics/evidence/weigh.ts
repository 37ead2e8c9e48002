import type { Detector } from "../detector.ts";
import type { Concept } from "../headers/header-words.ts";
import type { Matches } from "./matches.ts";

export type HeaderSays = "for" | "against" | "silent";

/** What of its confidence is left to a kind that the header speaks against. */
const AGAINST = 0.45;

export function headerOf(detector: Detector, concepts: ReadonlySet<Concept>): HeaderSays {
  if (detector.headers.some((concept) => concepts.has(concept))) return "for";
  return detector.opposed?.some((concept) => concepts.has(concept)) === true ? "against" : "silent";
}

/**
 * Confidence that a column is of a kind: what the detector trusts such evidence with, less the odds that all of the
 * different values match by luck, and less for values that do not match. 0 when too few do.
 */
export function confidenceOf(detector: Detector, matches: Matches, header: HeaderSays): number {
  const least = header === "for" ? (detector.leastWithHeader ?? 0.5) : detector.least;
  if (matches.share < least) return 0;
  if (detector.plausible && !detector.plausible(matches.distinct, header)) return 0;
  const trust = { for: detector.together, silent: detector.alone, against: detector.alone * AGAINST }[header];
  // A header says what is meant: luck then has less to explain.
  const luck = detector.chance ** Math.min(matches.distinct.length, 20) * (header === "for" ? 0.3 : 1);
  return trust * (1 - luck) * (0.85 + 0.15 * matches.share);
}
