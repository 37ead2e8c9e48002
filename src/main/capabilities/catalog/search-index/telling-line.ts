import { matchRanges } from "../../../../shared/domain/name-words.ts";

const SHOWN_CHARACTERS = 160;

/** The line of a text with the most places that match, cut around the first of them; "" when none does. */
export function tellingLine(text: string, words: readonly string[]): string {
  let best = { line: "", ranges: matchRanges("", words) };
  for (const line of text.split(/[\r\n]+/)) {
    const ranges = matchRanges(line, words);
    if (ranges.length > best.ranges.length) best = { line, ranges };
  }
  const first = best.ranges[0]?.[0] ?? 0;
  const start = Math.max(0, Math.min(first - SHOWN_CHARACTERS / 4, best.line.length - SHOWN_CHARACTERS));
  return best.line
    .slice(start, start + SHOWN_CHARACTERS)
    .toWellFormed()
    .trim();
}
