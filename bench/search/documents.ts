import type { IndexedTable } from "../../src/main/capabilities/catalog/search-index/index.ts";
import { randomNumbers } from "./random-numbers.ts";

export const TABLES = 100_000;
const COLUMNS = 20;
const DESCRIPTION_WORDS = 8;

/** A catalog whose names are made of few or many words. */
export type Vocabulary = "small" | "large";

const LARGE = 21_000;

/** Words as they are in the names of most lakes. */
const common =
  `account active address amount balance batch branch campaign cancel carrier category channel charge city claim client
  code contract cost country created credit currency customer daily debit delay delivery device discount district email
  employee event expense export factor first gender group history import income index inventory invoice item language
  last level limit location market member message method monthly name number order origin page partner payment period
  phone policy postal price product profile profit project quantity rate reason refund region report result return
  revenue route sales score segment session shipment status store supplier total transfer value`.split(/\s+/);

const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu zan ber con dor fel gan hol mar".split(
  " ",
);

function wordsOfVocabulary(vocabulary: Vocabulary): string[] {
  if (vocabulary === "small") return common.slice(0, 90);
  const random = randomNumbers(21);
  const words = new Set<string>();
  while (words.size < LARGE) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => pick(syllables, random)).join(""));
  }
  return [...words];
}

/** A table, and the words that its name is made of. */
export interface MadeTable {
  table: IndexedTable;
  nameWords: readonly string[];
}

/** The same tables whenever it is asked: 20 columns each, every second name in camelCase, every third with a description. */
export function* madeTables(vocabulary: Vocabulary, count = TABLES): Generator<MadeTable> {
  const words = wordsOfVocabulary(vocabulary);
  const random = randomNumbers(7);
  // Some words are far more common than others, as in any lake.
  const word = () => words[Math.floor(words.length * random() ** 1.7)] ?? "";
  const names = new Set<string>();
  while (names.size < count) {
    const number = names.size;
    const nameWords = [word(), word(), word()];
    const name = number % 2 === 0 ? nameWords.join("_") : camelCase(nameWords);
    const columns = Array.from({ length: COLUMNS }, (_, index) => ({
      name: index % 3 === 0 ? word() : `${word()}_${word()}`,
      description: "",
    }));
    const description = number % 3 === 0 ? Array.from({ length: DESCRIPTION_WORDS }, word).join(" ") : "";
    if (names.has(name) || new Set(nameWords).size < 3) continue;
    names.add(name);
    const place = { zoneId: number % 2 === 0 ? "raw" : "trusted", kind: "table" as const, database: null };
    yield { table: { ...place, name, format: "parquet", description, columns }, nameWords };
  }
}

function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] ?? "";
}
