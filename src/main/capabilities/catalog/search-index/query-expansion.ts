import type { MatchedHow } from "../../../../shared/domain/search.ts";
import { KNOWN } from "./table-rows.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Words of the vocabulary that typed letters may stand for, at most. */
const MOST_BEGINNINGS = 16;
const MOST_INSIDE = 96;
const MOST_NEAR = 24;
/** A beginning whose words are used more often is asked for by the most used of them alone. */
const MOST_USES = 40_000;

/** What one typed word may stand for. */
export interface TypedWord {
  text: string;
  isKnown: boolean;
  beginnings: readonly Term[];
  /** Whether `beginnings` are but some of the words that begin so. */
  areCut: boolean;
}

/** What else it may stand for, looked for when too little has it as typed. */
export interface LooseWord extends TypedWord {
  /** Words with the letters inside, and words that are a typo away, with what each is worth. */
  alike: ReadonlyMap<string, { how: MatchedHow; worth: number }>;
  parts: readonly string[] | null;
}

export function typedWord(vocabulary: Vocabulary, text: string): TypedWord {
  const { terms, uses } = vocabulary.beginning(text, MOST_BEGINNINGS);
  const areCut = terms.length === MOST_BEGINNINGS && (uses > MOST_USES || text.length < 3);
  return { text, isKnown: vocabulary.exact(text) !== null, beginnings: terms, areCut };
}

export function loosely(vocabulary: Vocabulary, word: TypedWord): LooseWord {
  const alike = new Map<string, { how: MatchedHow; worth: number }>();
  for (const { term, edits } of vocabulary.near(word.text, MOST_NEAR)) {
    alike.set(term.text, { how: "typo", worth: edits === 1 ? 0.55 : 0.4 });
  }
  for (const { text } of vocabulary.inside(word.text, MOST_INSIDE)) {
    alike.set(text, { how: "inside", worth: 0.4 + (0.3 * word.text.length) / text.length });
  }
  return { ...word, alike, parts: word.isKnown ? null : vocabulary.parts(word.text) };
}

/** Names that begin a word with each of the typed ones. */
export function namesBeginning(words: readonly TypedWord[]): string {
  return words.map(({ text }) => `"${text}"*`).join(" AND ");
}

/** Names that have the words as they are, the last may be unfinished. */
export function namesWhole(words: readonly TypedWord[]): string {
  return words.map(({ text }, index) => `"${text}"${index === words.length - 1 && index > 0 ? "*" : ""}`).join(" AND ");
}

/** Names with the words side by side. */
export function namesInOrder(words: readonly TypedWord[]): string {
  return `"${words.map(({ text }) => text).join(" ")}"*`;
}

export function namesLoosely(words: readonly LooseWord[]): string {
  return words
    .map(({ text, alike, parts }) =>
      anyOf([`"${text}"*`, ...quoted(alike.keys()), ...(parts ? [`"${parts.join(" ")}"*`] : [])]),
    )
    .join(" AND ");
}

/** Tables that have the words anywhere. */
export function anywhere(words: readonly TypedWord[]): string {
  return words.map((word) => anyOf(beginningsOf(word))).join(" AND ");
}

export function anywhereLoosely(words: readonly LooseWord[]): string {
  return words
    .map((word) =>
      anyOf([
        ...beginningsOf(word),
        ...quoted(word.alike.keys()),
        ...(word.parts ? [`(${quoted(word.parts).join(" AND ")})`] : []),
      ]),
    )
    .join(" AND ");
}

/** Of those, the ones that people have said something of. */
export function ofNote(expression: string): string {
  return `(${expression}) AND "${KNOWN}"`;
}

function beginningsOf({ text, beginnings, areCut }: TypedWord): string[] {
  return areCut || beginnings.length < MOST_BEGINNINGS
    ? quoted([text, ...beginnings.map((term) => term.text)])
    : [`"${text}"*`];
}

function quoted(words: Iterable<string>): string[] {
  return Array.from(new Set(words), (word) => `"${word}"`);
}

function anyOf(alternatives: readonly string[]): string {
  return `(${alternatives.join(" OR ")})`;
}
