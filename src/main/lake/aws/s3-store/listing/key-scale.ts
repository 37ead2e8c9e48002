import { byBytes } from "./list-page.ts";

/** So many characters of a key, behind the prefix of the listing, decide where a range is cut. */
const PLACES = 64;
const DIGITS = Array.from("0123456789");

/**
 * Reads keys as numbers, in about the order of S3, so that it can be reckoned where keys lie that nobody has seen. Each
 * place of a key is a digit that counts through the characters that keys have there: "part-00999.parquet" goes on with
 * "part-01000.parquet". A guess and no more: keys may have other characters than those that were seen.
 */
export class KeyScale {
  readonly #prefix: string;
  readonly #seen: Set<string>[] = [];
  #alphabets: readonly (readonly string[])[] | null = null;

  /** @param prefix what all keys begin with */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  learn(key: string): void {
    for (const [place, character] of this.#charactersOf(key).entries()) {
      const seen = (this.#seen[place] ??= new Set());
      if (seen.has(character)) continue;
      seen.add(character);
      this.#alphabets = null;
    }
  }

  /** The same for what is alike in all places that are known. */
  numberOf(key: string): bigint {
    const characters = this.#charactersOf(key);
    return this.#places().reduce((number, alphabet, place) => {
      return number * BigInt(alphabet.length) + BigInt(rank(characters[place], alphabet));
    }, 0n);
  }

  /** The first number that no key has. */
  get end(): bigint {
    return this.#places().reduce((number, { length }) => number * BigInt(length), 1n);
  }

  keyOf(number: bigint): string {
    let rest = number;
    const characters: string[] = [];
    for (const alphabet of this.#places().toReversed()) {
      const base = BigInt(alphabet.length);
      characters.unshift(alphabet[Number(rest % base)] ?? "");
      rest /= base;
    }
    return this.#prefix + characters.join("");
  }

  #charactersOf(key: string): string[] {
    return Array.from(key.slice(this.#prefix.length, this.#prefix.length + 2 * PLACES)).slice(0, PLACES);
  }

  /** Numbers count up to 9. The first place, which changes last, may come to have any character of the others. */
  #places(): readonly (readonly string[])[] {
    return (this.#alphabets ??= this.#seen.map((seen, place) => {
      const all = place === 0 ? new Set(this.#seen.flatMap((others) => [...others])) : seen;
      const hasDigits = DIGITS.some((digit) => all.has(digit));
      return [...(hasDigits ? all.union(new Set(DIGITS)) : all)].toSorted(byBytes);
    }));
  }
}

/** Of the end of a key: the lowest. */
function rank(character: string | undefined, alphabet: readonly string[]): number {
  if (character === undefined) return 0;
  const index = alphabet.findIndex((other) => byBytes(other, character) >= 0);
  return index < 0 ? alphabet.length - 1 : index;
}
