import { splitWords } from "../../../../shared/domain/name-words.ts";
import { type SearchQuery, wantsType } from "../../../../shared/domain/search-query.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { rowText } from "./row-text.ts";
import { candidates, candidatesWithoutWords } from "./candidates.ts";
import { conditionOf } from "./filter-conditions.ts";
import type { IndexMatch, TableHit } from "./index-protocol.ts";
import { typedWord } from "./query-expansion.ts";
import { type Likeness, type RankedTable, rankTables } from "./table-ranking.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A table with thousands of columns says why it matched with the first few. */
const SHOWN_COLUMNS = 5;

/** Tables for a query, the best first, with the columns and texts they were found for. */
export function searchTables(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  query: SearchQuery,
  limit: number,
  now: number,
): TableHit[] {
  const typed = wordsToFind(query).map((word) => typedWord(vocabulary, word));
  const condition = conditionOf(query, now);
  const { ids, words } =
    typed.length === 0
      ? { ids: candidatesWithoutWords(database, condition), words: typed }
      : candidates(database, vocabulary, typed, condition);
  const wantsTables = wantsType(query, "table", "view");
  const wantsColumns = wantsType(query, "column");
  return rankTables(database, ids, words, now)
    .slice(0, limit)
    .map((ranked) => hitOf(database, ranked, query))
    .filter(({ column }) => (column === null ? wantsTables : wantsColumns));
}

/** Words of phrases are looked for too, and of columns that are asked for: they bring what the conditions then judge. */
export function wordsToFind({ words, phrases, filters }: SearchQuery): string[] {
  const columns = filters.filter(({ key, isNot }) => key === "column" && !isNot);
  const ofColumn = columns.length === 1 ? columns.flatMap(({ value }) => splitWords(value)) : [];
  return [...new Set([...words, ...phrases.flat(), ...ofColumn])];
}

function hitOf(database: IndexDatabase, { id, score, parts, found }: RankedTable, query: SearchQuery): TableHit {
  const [row] = database.all(
    "SELECT item.zone, name, columns, description, known FROM item JOIN standing USING (id) WHERE id = ?",
    id,
  );
  const columns = rowText(row?.["columns"]).split("\n");
  const wanted = query.filters
    .filter(({ key, isNot }) => key === "column" && !isNot)
    .flatMap(({ value }) => splitWords(value));
  const named = matchesIn("name", [rowText(row?.["name"])], found);
  const inColumns = matchesIn("column", columns, [
    ...found,
    ...wanted.map((word): Likeness => ({ field: "column", word, how: "beginning", worth: 1 })),
  ]);
  const [best] = inColumns.toSorted((a, b) => b.words.length - a.words.length);
  const isForColumn =
    best !== undefined && found.every(({ field, word }) => field === "column" && best.words.includes(word));
  const zone = rowText(row?.["zone"]);
  return {
    kind: "table",
    zoneId: zone === "" ? null : zone,
    table: rowText(row?.["name"]),
    column: isForColumn && found.length > 0 ? best.text : null,
    matches: [
      ...named,
      ...inColumns.slice(0, SHOWN_COLUMNS),
      ...matchesIn("known", rowText(row?.["known"]).split("\n"), found),
      ...matchesIn("description", rowText(row?.["description"]).split("\n"), found),
    ],
    score,
    parts,
  };
}

/** Those of the texts that have words that were found, whichever field they were counted in. */
function matchesIn(field: Likeness["field"], texts: readonly string[], found: readonly Likeness[]): IndexMatch[] {
  return texts.flatMap((text): IndexMatch[] => {
    const words = splitWords(text);
    const here = found.filter(({ word }) => words.some((own) => own.startsWith(word)));
    const [first] = here;
    if (!first) return [];
    return [{ field, text, words: [...new Set(here.map(({ word }) => word))], how: first.how }];
  });
}
