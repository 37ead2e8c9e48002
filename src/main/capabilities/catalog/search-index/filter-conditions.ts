import type { SQLInputValue } from "node:sqlite";
import { formatOfName } from "../../../../shared/domain/data-format.ts";
import { splitWords } from "../../../../shared/domain/name-words.ts";
import type { FilterKey, SearchFilter, SearchQuery } from "../../../../shared/domain/search-query.ts";
import { freshness, sizes } from "../../../../shared/domain/search.ts";

/** SQL over `item` and `standing`, beside what is asked of the texts. */
export interface Condition {
  sql: string;
  params: SQLInputValue[];
}

const DAY = 86_400_000;

/** What a table has to be, beside having the words. `except` leaves one facet open. */
export function conditionOf(query: SearchQuery, now: number, except?: FilterKey): Condition {
  const conditions: Condition[] = [];
  const byKey = Map.groupBy(
    query.filters.filter((filter) => filter.key !== except && !isOfHits(filter)),
    ({ key, isNot }) => `${key} ${isNot}`,
  );
  for (const filters of byKey.values()) {
    const any = joined(
      filters.map((filter) => oneOf(filter, now)),
      "OR",
    );
    conditions.push(filters[0]?.isNot ? not(any) : any);
  }
  for (const words of query.phrases) conditions.push(hasWords(words));
  for (const words of query.without) conditions.push(not(hasWords(words)));
  return joined(conditions, "AND");
}

/** What is not known (an age, a size) is NULL: it is not of the one that is excluded either, so the table stays. */
function not({ sql, params }: Condition): Condition {
  return { sql: `${sql} IS NOT TRUE`, params };
}

/** A table whose columns are not wanted may be: its hits are judged, not the table. */
function isOfHits({ key, value, isNot }: SearchFilter): boolean {
  return isNot && key === "type" && value === "column";
}

function joined(conditions: readonly Condition[], operator: "AND" | "OR"): Condition {
  if (conditions.length === 0) return { sql: "1", params: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${operator} `)})`,
    params: conditions.flatMap(({ params }) => params),
  };
}

/** The words side by side; the last may be unfinished. Each word in the texts is behind a space, and ends before one. */
function hasWords(words: readonly string[]): Condition {
  const text = ` ${words.join(" ")}`;
  return {
    sql: "(instr(item.name_words, ?) OR instr(item.column_words, ?) OR instr(item.description_words, ?) OR instr(standing.known_words, ?))",
    params: [text, text, text, text],
  };
}

/** Whether a table has this one value. */
function oneOf({ key, value }: SearchFilter, now: number): Condition {
  switch (key) {
    case "zone":
      return { sql: "lower(standing.zone) = ?", params: [value === "none" ? "" : value] };
    case "database":
      return { sql: "lower(standing.database) = ?", params: [value] };
    case "format":
      // People type what their files end in: "csv" is kept as "delimited".
      return { sql: "lower(standing.format) = ?", params: [formatOfName(`.${value}`) ?? value] };
    case "is":
      return { sql: "standing.certification = ?", params: [value] };
    case "owner":
      return {
        sql: "(instr(lower(standing.owner), ?) = 1 OR instr(lower(standing.owner), ?))",
        params: [value, ` ${value}`],
      };
    case "tag":
      return { sql: "instr(lower(standing.tags), ?)", params: [`\n${value}\n`] };
    case "class":
      return { sql: "instr(lower(standing.classifications), ?)", params: [`\n${value}\n`] };
    case "column":
      return { sql: "instr(item.column_words, ?)", params: [` ${splitWords(value).join(" ")}`] };
    case "fresh":
      return { sql: `${freshnessSql} = ?`, params: [now, value] };
    case "size":
      return { sql: `${sizeSql} = ?`, params: [value] };
    case "type":
      return typeCondition(value);
  }
}

function typeCondition(value: string): Condition {
  if (value === "table" || value === "view") return { sql: "standing.kind = ?", params: [value] };
  return { sql: value === "column" ? "1" : "0", params: [] };
}

/** Which of the ages the data of a table has; takes the time now. NULL where that is not known. */
export const freshnessSql = bounded(
  `((? - standing.modified) / ${DAY})`,
  Object.entries(freshness),
  "standing.modified IS NULL",
);

/** Which of the sizes a table has; NULL where that is not known. */
export const sizeSql = bounded("standing.bytes", Object.entries(sizes), "standing.bytes IS NULL");

function bounded(value: string, bounds: readonly [string, number][], unknown: string): string {
  // One use of the value, so that it takes one parameter.
  const cases = bounds.map(([name, bound]) =>
    Number.isFinite(bound) ? `WHEN value < ${bound} THEN '${name}'` : `ELSE '${name}'`,
  );
  return `(SELECT CASE WHEN ${unknown} THEN NULL ${cases.join(" ")} END FROM (SELECT ${value} AS value))`;
}
