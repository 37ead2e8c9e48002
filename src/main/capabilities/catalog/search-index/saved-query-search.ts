import type { IndexDatabase } from "../../../state/index-database.ts";
import { splitWords, wordsOf } from "../../../../shared/domain/name-words.ts";
import type { IndexHit, IndexedQuery } from "./index-protocol.ts";
import { tellingLine } from "./telling-line.ts";

/** The longest text of a query that is looked into. */
const QUERY_CHARACTERS = 20_000;

/** Makes the saved queries of the index those that a person has now. */
export function replaceQueries(database: IndexDatabase, queries: readonly IndexedQuery[]): void {
  database.run("DELETE FROM saved_query");
  database.run("INSERT INTO saved_query_text (saved_query_text) VALUES ('delete-all')");
  for (const { id, name, description, sql } of queries) {
    const text = sql.slice(0, QUERY_CHARACTERS);
    const { lastInsertRowid } = database.run(
      "INSERT INTO saved_query (query, name, description, sql) VALUES (?, ?, ?, ?)",
      id,
      name,
      description,
      text,
    );
    const names = new Set(text.match(/[\p{L}\p{N}_]+/gu));
    database.run(
      "INSERT INTO saved_query_text (rowid, name, description, sql) VALUES (?, ?, ?, ?)",
      lastInsertRowid,
      wordsOf(name).join(" "),
      splitWords(description).join(" "),
      Array.from(names, (word) => wordsOf(word).join(" ")).join(" "),
    );
  }
}

/** Saved queries with all words, the best match of names first. */
export function searchQueries(database: IndexDatabase, words: readonly string[], limit: number): IndexHit[] {
  if (words.length === 0) return [];
  const match = words.map((word) => `"${word}"*`).join(" AND ");
  return database
    .all(
      `SELECT saved_query.* FROM saved_query_text JOIN saved_query ON saved_query.id = saved_query_text.rowid
       WHERE saved_query_text MATCH ? ORDER BY bm25(saved_query_text, 10, 3, 1), saved_query.name LIMIT ?`,
      match,
      limit,
    )
    .map((row) => ({
      kind: "saved-query",
      id: String(row["query"]),
      name: String(row["name"]),
      description: String(row["description"]),
      line: tellingLine(String(row["sql"]), words),
    }));
}
