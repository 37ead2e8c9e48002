import { byBytes } from "./list-page.ts";

/** So many characters of a key decide where a range is cut; a number has no room for more. */
const DIGITS = 7;

/** Characters of keys that were seen, in the order of S3: keys are read as numbers in that alphabet. */
export class KeyAlphabet {
  readonly #seen = new Set<string>();
  #sorted: string[] | null = null;

  learn(key: string): void {
    for (const character of key) {
      if (this.#seen.has(character)) continue;
      this.#seen.add(character);
      this.#sorted = null;
    }
  }

  /** A key about half way between two; null when there is none. `until` null is the end of all keys. */
  midpoint(after: string, until: string | null): string | null {
    const alphabet = (this.#sorted ??= [...this.#seen].toSorted(byBytes));
    const common = until === null ? 0 : commonLength(after, until);
    const base = alphabet.length + 1;
    const low = numberOf(after.slice(common), alphabet, base);
    const high = until === null ? base ** DIGITS : numberOf(until.slice(common), alphabet, base);
    const middle = Math.floor((low + high) / 2);
    if (!Number.isSafeInteger(base ** DIGITS) || middle <= low) return null;
    const key = after.slice(0, common) + textOf(middle, alphabet, base);
    return byBytes(after, key) < 0 && (until === null || byBytes(key, until) < 0) ? key : null;
  }
}

/**
 * Ends of ranges behind a key that are likely to have keys between them: names count up, so that the keys of a folder end
 * where one of the digits would pass 9. In the order of S3.
 */
export function countingBounds(key: string, from: number, most: number): string[] {
  const bounds: string[] = [];
  for (let index = key.length - 1; index >= from && bounds.length < most; index -= 1) {
    // ":" comes behind "9".
    if (/\d/.test(key.charAt(index))) bounds.push(`${key.slice(0, index)}:`);
  }
  return bounds;
}

export function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function numberOf(text: string, alphabet: readonly string[], base: number): number {
  let number = 0;
  const characters = Array.from(text).slice(0, DIGITS);
  for (let index = 0; index < DIGITS; index += 1) {
    const character = characters[index];
    number = number * base + (character === undefined ? 0 : rank(character, alphabet));
  }
  return number;
}

/** From 1: 0 is the end of a key. */
function rank(character: string, alphabet: readonly string[]): number {
  const index = alphabet.findIndex((other) => byBytes(other, character) >= 0);
  return index < 0 ? alphabet.length : index + 1;
}

function textOf(number: number, alphabet: readonly string[], base: number): string {
  const ranks: number[] = [];
  for (let rest = number; ranks.length < DIGITS; rest = Math.floor(rest / base)) ranks.unshift(rest % base);
  const end = ranks.indexOf(0);
  return (end < 0 ? ranks : ranks.slice(0, end)).map((at) => alphabet[at - 1] ?? "").join("");
}
