import type { MatchedHow, RankPart } from "../../../../shared/domain/search.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { rowText } from "./row-text.ts";
import { currentHeat } from "./heat.ts";
import type { LooseWord, TypedWord } from "./query-expansion.ts";

/** What a table is ranked by. */
interface CandidateRow {
  id: number;
  nameWords: string[];
  certification: string;
  rating: number;
  ratings: number;
  modified: number | null;
  heat: number;
}

/** Words as they are in the index, each behind a space. */
type OtherTexts = readonly [field: Field, words: string][];

type Field = "name" | "column" | "description" | "known";

export interface RankedTable {
  id: number;
  score: number;
  parts: RankPart[];
  /** Of each typed word, the fields and the words of the table that are like it. */
  found: Likeness[];
}

export interface Likeness {
  field: Field;
  /** The word of the table; of words typed as one, their beginning. */
  word: string;
  how: MatchedHow;
  worth: number;
}

/** What a likeness is worth where it is. */
const weights: Readonly<Record<Field, number>> = { name: 10, known: 4, column: 3, description: 1.5 };
/** Points for words of a name that stand in the order they were typed in, and for a name that is nothing but them. */
const IN_ORDER = 4;
const COMPLETE = 6;
const AT_START = 1;
/** Changed data of this age is half as fresh. Milliseconds. */
const FRESH_HALF_LIFE = 90 * 86_400_000;

/** The candidates, best first; ones that lack a word are left out. */
export function rankTables(
  database: IndexDatabase,
  ids: ReadonlySet<number>,
  words: readonly (TypedWord | LooseWord)[],
  now: number,
): RankedTable[] {
  const ranked: (RankedTable & { length: number })[] = [];
  for (const row of candidateRows(database, ids)) {
    const found = likenesses(database, row, words);
    if (!found) continue;
    const parts = rankParts(row, textPoints(row, words, found), now);
    const score = parts.reduce((product, { value }) => product * value, 1);
    ranked.push({ id: row.id, score, parts, found, length: row.nameWords.length });
  }
  return ranked.toSorted((a, b) => b.score - a.score || a.length - b.length || a.id - b.id);
}

function candidateRows(database: IndexDatabase, ids: ReadonlySet<number>): CandidateRow[] {
  return database
    .all(
      `SELECT item.id, name_words, certification, rating, ratings, modified, heat
       FROM json_each(?) AS wanted JOIN item ON item.id = wanted.value JOIN standing ON standing.id = item.id`,
      JSON.stringify([...ids]),
    )
    .map((row) => ({
      id: Number(row["id"]),
      nameWords: String(row["name_words"]).split(" ").filter(Boolean),
      certification: String(row["certification"]),
      rating: Number(row["rating"]),
      ratings: Number(row["ratings"]),
      modified: typeof row["modified"] === "number" ? row["modified"] : null,
      heat: Number(row["heat"]),
    }));
}

/** The best likeness of each typed word; null when one has none. The longer texts are read only where the name lacks one. */
function likenesses(
  database: IndexDatabase,
  { id, nameWords }: CandidateRow,
  words: readonly (TypedWord | LooseWord)[],
): Likeness[] | null {
  const found: Likeness[] = [];
  let texts: OtherTexts | null = null;
  for (const word of words) {
    let best = inName(nameWords, word);
    if (!best) {
      texts ??= otherTexts(database, id);
      best = inOthers(texts, word);
    }
    if (!best) return null;
    found.push(best);
  }
  return found;
}

function otherTexts(database: IndexDatabase, id: number): OtherTexts {
  const [row] = database.all(
    "SELECT column_words, description_words, known_words FROM item JOIN standing USING (id) WHERE id = ?",
    id,
  );
  return [
    ["known", rowText(row?.["known_words"])],
    ["column", rowText(row?.["column_words"])],
    ["description", rowText(row?.["description_words"])],
  ];
}

function inName(nameWords: readonly string[], word: TypedWord | LooseWord): Likeness | null {
  let best: Likeness | null = null;
  for (const candidate of nameWords) {
    const likeness = likenessOf("name", candidate, word);
    if (likeness && likeness.worth > (best?.worth ?? 0)) best = likeness;
  }
  if (best || !("parts" in word) || !word.parts) return best;
  const isThere = word.parts.every((part) => nameWords.some((name) => name.startsWith(part)));
  return isThere ? { field: "name", word: word.parts[0] ?? "", how: "joined", worth: 0.8 } : null;
}

function likenessOf(field: Field, candidate: string, word: TypedWord | LooseWord): Likeness | null {
  if (candidate === word.text) return { field, word: candidate, how: "word", worth: 1 };
  if (candidate.startsWith(word.text)) {
    return { field, word: candidate, how: "beginning", worth: 0.6 + (0.35 * word.text.length) / candidate.length };
  }
  const alike = "alike" in word ? word.alike.get(candidate) : undefined;
  return alike ? { field, word: candidate, ...alike } : null;
}

/** Text is searched as it is: to split it into words takes longer than to look for a few in it. */
function inOthers(texts: OtherTexts, word: TypedWord | LooseWord): Likeness | null {
  for (const [field, text] of texts) {
    if (`${text} `.includes(` ${word.text} `)) return { field, word: word.text, how: "word", worth: 1 };
    if (text.includes(` ${word.text}`)) return { field, word: word.text, how: "beginning", worth: 0.8 };
  }
  if (!("alike" in word)) return null;
  for (const [field, text] of texts) {
    for (const [candidate, { how, worth }] of word.alike) {
      if (`${text} `.includes(` ${candidate} `)) return { field, word: candidate, how, worth };
    }
    if (word.parts?.every((part) => text.includes(` ${part}`)) === true) {
      return { field, word: word.parts[0] ?? "", how: "joined", worth: 0.8 };
    }
  }
  return null;
}

function textPoints(
  { nameWords }: CandidateRow,
  words: readonly (TypedWord | LooseWord)[],
  found: readonly Likeness[],
): number {
  if (words.length === 0) return 1;
  const mean = found.reduce((sum, { field, worth }) => sum + weights[field] * worth, 0) / found.length;
  const named = found.filter(({ field }) => field === "name").map(({ word }) => nameWords.indexOf(word));
  if (named.length === 0) return mean;
  const isInOrder =
    named.length > 1 && named.every((place, index) => index === 0 || place === (named[index - 1] ?? 0) + 1);
  const share = new Set(named).size / nameWords.length;
  return mean + COMPLETE * share * share + (isInOrder ? IN_ORDER : 0) + (named[0] === 0 ? AT_START : 0);
}

/** The parts whose product is the score; what changes nothing is left out. */
function rankParts(row: CandidateRow, text: number, now: number): RankPart[] {
  const parts: RankPart[] = [
    { what: "text", value: text },
    { what: "certification", value: certificationFactor(row.certification) },
    // A mean of few ratings is drawn towards the middle.
    { what: "rating", value: 1 + (0.1 * (row.rating - 3) * row.ratings) / (row.ratings + 2) },
    { what: "popularity", value: 1 + 0.1 * Math.min(4, Math.log2(1 + currentHeat(row.heat, now))) },
    { what: "freshness", value: row.modified === null ? 1 : 1 + 0.1 * 2 ** (-(now - row.modified) / FRESH_HALF_LIFE) },
  ];
  return parts.filter(({ what, value }) => what === "text" || Math.abs(value - 1) > 0.005);
}

function certificationFactor(certification: string): number {
  if (certification === "certified") return 1.3;
  if (certification === "warning") return 0.85;
  return certification === "deprecated" ? 0.5 : 1;
}
