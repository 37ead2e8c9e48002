import { type FilterKey, type SearchQuery } from "../../../../shared/domain/search-query.ts";
import { type Facet, type FacetKey, facetKeys } from "../../../../shared/domain/search.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { type Condition, conditionOf, freshnessSql, sizeSql } from "./filter-conditions.ts";
import { anywhere, anywhereLoosely, loosely, typedWord } from "./query-expansion.ts";
import { wordsToFind } from "./table-search.ts";
import type { Vocabulary } from "./vocabulary.ts";

const MOST_VALUES = 100;

const columns: Readonly<Record<FacetKey, { sql: string; takesNow?: true; isList?: true }>> = {
  zone: { sql: "standing.zone" },
  database: { sql: "standing.database" },
  format: { sql: "standing.format" },
  tag: { sql: "standing.tags", isList: true },
  class: { sql: "standing.classifications", isList: true },
  owner: { sql: "standing.owner" },
  is: { sql: "standing.certification" },
  fresh: { sql: freshnessSql, takesNow: true },
  size: { sql: sizeSql },
};

/** The values that the tables of a query have, with counts; a facet that is filtered by counts what its other values would bring. */
export function facetsOf(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  query: SearchQuery,
  now: number,
): { facets: Facet[]; found: number } {
  const typed = wordsToFind(query).map((word) => typedWord(vocabulary, word));
  const strict = typed.length === 0 ? null : anywhere(typed);
  const everything = conditionOf(query, now);
  let text = strict;
  let found = countFound(database, text, everything);
  if (found === 0 && strict !== null) {
    text = anywhereLoosely(typed.map((word) => loosely(vocabulary, word)));
    found = countFound(database, text, everything);
  }
  const filtered = new Set<FilterKey>(query.filters.map(({ key }) => key));
  const open = facetKeys.filter((key) => !filtered.has(key));
  const facets = [
    ...countValues(database, open, text, everything, now),
    ...facetKeys
      .filter((key) => filtered.has(key))
      .flatMap((key) => countValues(database, [key], text, conditionOf(query, now, key), now)),
  ];
  return { facets: facets.toSorted((a, b) => facetKeys.indexOf(a.key) - facetKeys.indexOf(b.key)), found };
}

/** Tables of the text and the condition; `parameters` in the order of the SQL. */
function source(text: string | null, { sql, params }: Condition) {
  return {
    sql: `FROM standing JOIN item USING (id) WHERE ${sql}${
      text === null ? "" : " AND standing.id IN (SELECT rowid FROM table_text WHERE table_text MATCH ?)"
    }`,
    params: text === null ? params : [...params, text],
  };
}

function countFound(database: IndexDatabase, text: string | null, condition: Condition): number {
  const { sql, params } = source(text, condition);
  return database.count(`SELECT count(*) AS n ${sql}`, ...params);
}

/** One walk over the tables for all the facets: tables are counted by what they have in common, then taken apart. */
function countValues(
  database: IndexDatabase,
  keys: readonly FacetKey[],
  text: string | null,
  condition: Condition,
  now: number,
): Facet[] {
  if (keys.length === 0) return [];
  const { sql, params } = source(text, condition);
  const selected = keys.map((key) => `${columns[key].sql} AS "${key}"`).join(", ");
  const rows = database.all(
    `SELECT ${selected}, count(*) AS n ${sql} GROUP BY ${keys.map((_, index) => index + 1).join(", ")}`,
    ...keys.flatMap((key) => (columns[key].takesNow ? [now] : [])),
    ...params,
  );
  return keys.map((key) => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = row[key];
      if (typeof value !== "string") continue;
      const values = columns[key].isList ? value.split("\n") : [value];
      for (const one of values) {
        if (one !== "") counts.set(one, (counts.get(one) ?? 0) + Number(row["n"]));
      }
    }
    const values = Array.from(counts, ([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_VALUES);
    return { key, values };
  });
}
