import { madeTables, TABLES, type Vocabulary } from "./documents.ts";
import { randomNumbers } from "./random-numbers.ts";

export const questionKinds = ["prefix", "two words", "typo", "infix"] as const;
type QuestionKind = (typeof questionKinds)[number];

/** What a person types who looks for one table. */
export interface Question {
  kind: QuestionKind;
  text: string;
  /** Name of the table. */
  target: string;
  /** The words of its name that the person means. */
  meant: readonly string[];
}

/** The same questions in every run, `count` of each kind, for tables all over the catalog. */
export function questions(vocabulary: Vocabulary, count: number): Question[] {
  const random = randomNumbers(99);
  const wanted = count * questionKinds.length;
  const every = Math.floor(TABLES / (wanted * 4));
  const asked: Question[] = [];
  let number = 0;
  for (const { table, nameWords } of madeTables(vocabulary)) {
    number += 1;
    if (number % every !== 0) continue;
    const kind = questionKinds[asked.length % questionKinds.length];
    const question = kind && ask(kind, nameWords, random);
    if (question) asked.push({ ...question, target: table.name });
    if (asked.length === wanted) break;
  }
  return asked;
}

/** Null when the words are too short to be asked for like that. */
function ask(kind: QuestionKind, words: readonly string[], random: () => number): Omit<Question, "target"> | null {
  const [first = "", second = "", third = ""] = words;
  switch (kind) {
    case "prefix":
      if (third.length < 4) return null;
      return { kind, meant: words, text: `${first} ${second} ${third.slice(0, 3 + Math.floor(random() * 2))}` };
    case "two words":
      return { kind, meant: [third, first], text: `${third} ${first}` };
    case "typo":
      if (first.length < 5) return null;
      return { kind, meant: [first, second], text: `${mistyped(first, random)} ${second}` };
    case "infix":
      if (second.length < 6) return null;
      return { kind, meant: [second, third], text: `${second.slice(1, 5 + Math.floor(random() * 2))} ${third}` };
  }
}

/** Half of the typos swap two letters; the others leave out, add or replace one. */
function mistyped(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = "aeiorstln".charAt(Math.floor(random() * 9));
  const which = random();
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  if (which < 0.5 && swapped !== word) return swapped;
  if (which < 0.7) return word.slice(0, at) + word.slice(at + 1);
  if (which < 0.85) return word.slice(0, at) + letter + word.slice(at);
  return word.slice(0, at) + letter + word.slice(at + 1);
}
