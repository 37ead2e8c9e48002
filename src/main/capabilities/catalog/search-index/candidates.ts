import type { IndexDatabase } from "../../../state/index-database.ts";
import type { Condition } from "./filter-conditions.ts";
import {
  anywhere,
  anywhereLoosely,
  loosely,
  type LooseWord,
  namesBeginning,
  namesInOrder,
  namesLoosely,
  namesWhole,
  ofNote,
  type TypedWord,
} from "./query-expansion.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Tables that one stage brings, at most: what comes after them is ranked no more. */
const STAGE = 100;
/** With fewer, words are looked for loosely. */
const ENOUGH = 10;
/** With as many found by name, columns and descriptions are not looked into. */
const ENOUGH_NAMES = 60;

export interface Candidates {
  ids: ReadonlySet<number>;
  words: readonly (TypedWord | LooseWord)[];
}

/**
 * Tables that are worth ranking, found in stages, the likeliest first: each stage ends at a bound, so that a word that
 * half of all tables have costs no more than a rare one. (bm25 would walk over every place of each word.)
 */
export function candidates(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  words: readonly TypedWord[],
  condition: Condition,
): Candidates {
  const ids = new Set<number>();
  const take = (table: "name_text" | "table_text", expression: string) => {
    const found = matching(database, table, expression, condition);
    for (const id of found) ids.add(id);
    if (found.length < STAGE) return;
    for (const id of matching(database, table, ofNote(expression), condition)) ids.add(id);
  };
  if (words.length > 1) take("name_text", namesInOrder(words));
  if (words.some(({ isKnown }) => isKnown)) take("name_text", namesWhole(words));
  if (ids.size < STAGE) take("name_text", namesBeginning(words));
  if (ids.size >= ENOUGH_NAMES) return { ids, words };
  const loose = ids.size < ENOUGH ? words.map((word) => loosely(vocabulary, word)) : null;
  if (loose) take("name_text", namesLoosely(loose));
  take("table_text", anywhere(words));
  if (loose && ids.size < ENOUGH) take("table_text", anywhereLoosely(loose));
  return { ids, words: loose ?? words };
}

/** Tables that are as asked for where no words are, the ones of note first. */
export function candidatesWithoutWords(database: IndexDatabase, condition: Condition): ReadonlySet<number> {
  const rows = database.all(
    `SELECT id FROM standing JOIN item USING (id) WHERE ${condition.sql}
     ORDER BY certification = 'certified' DESC, heat DESC, item.name LIMIT ?`,
    ...condition.params,
    STAGE,
  );
  return new Set(rows.map((row) => Number(row["id"])));
}

function matching(
  database: IndexDatabase,
  table: "name_text" | "table_text",
  expression: string,
  { sql, params }: Condition,
): number[] {
  const join =
    params.length === 0 ? "" : `JOIN item ON item.id = ${table}.rowid JOIN standing ON standing.id = item.id`;
  return database
    .all(
      `SELECT ${table}.rowid AS id FROM ${table} ${join} WHERE ${table} MATCH ? AND ${sql} LIMIT ?`,
      expression,
      ...params,
      STAGE,
    )
    .map((row) => Number(row["id"]));
}
