/**
 * The words of a name as people would type them: "flightDelays_2024" gives flight, delays and 2024, and the whole name
 * folded together, so that "flightdelays" finds it too. Lower case, without accents.
 */
export function wordsOf(name: string): string[] {
  const words = fold(splitCase(name)).match(WORD) ?? [];
  const whole = fold(name).match(WORD) ?? [];
  const joined = whole.length === 1 || words.length < 2 ? [] : [words.join("")];
  return [...new Set([...words, ...whole, ...joined])];
}

const WORD = /[\p{L}\p{N}]+/gu;

/** Text without accents and case, comparable with `wordsOf`. */
export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function splitCase(name: string): string {
  return name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll(/(\p{L})(\p{N})/gu, "$1 $2")
    .replaceAll(/(\p{N})(\p{L})/gu, "$1 $2");
}

/** The words a person typed; each is looked for as the beginning of a word. */
export function queryWords(text: string): string[] {
  return [...new Set(fold(text).match(WORD) ?? [])].slice(0, 12);
}

/**
 * Where the typed words are in a text: [start, end) in UTF-16 units, in order, not overlapping. A word counts at the
 * beginning of a word of the text (camelCase and snake_case looked into).
 */
export function matchRanges(text: string, words: readonly string[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const { start, folded } of wordStarts(text)) {
    const length = Math.max(0, ...words.filter((word) => folded.startsWith(word)).map((word) => word.length));
    const last = ranges.at(-1);
    if (length > 0 && (!last || start >= last[1])) ranges.push([start, Math.min(text.length, start + length)]);
  }
  return ranges;
}

function wordStarts(text: string): { start: number; folded: string }[] {
  const starts: { start: number; folded: string }[] = [];
  let previous = "";
  let index = 0;
  for (const character of text) {
    const boundary = /[\p{L}\p{N}]/u.test(character) && isBoundary(previous, character);
    if (boundary) starts.push({ start: index, folded: fold(text.slice(index, index + 64)) });
    previous = character;
    index += character.length;
  }
  return starts;
}

function isBoundary(previous: string, character: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(previous)) return true;
  if (/\p{Lu}/u.test(character)) return !/\p{Lu}/u.test(previous);
  return /\p{N}/u.test(character) !== /\p{N}/u.test(previous);
}

/** The words of a text, once for each place; "flightDelays_2024" is flight, delays, 2024. Lower case, without accents. */
export function splitWords(text: string): string[] {
  if (PLAIN.test(text)) return text.split("_");
  return fold(splitCase(text)).match(WORD) ?? [];
}

/** Most names of columns, which need no more than a split; a catalog has millions. */
const PLAIN = /^[a-z]+(?:_[a-z]+)*$/;
