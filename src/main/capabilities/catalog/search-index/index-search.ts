import type { IndexHit } from "./index-protocol.ts";
import { tellingLine } from "./telling-line.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";

/** Object names are not weighed by rarity (a million share a word): the first matches are taken as they come. */
const OBJECT_CANDIDATES = 400;

/** Tables, saved queries, columns, objects, each with its share of a short list; within them the best match of names first. */
export function search(database: IndexDatabase, words: readonly string[], limit: number): IndexHit[] {
  if (words.length === 0) return [];
  const match = words.map((word) => `"${word}"*`).join(" AND ");
  const tables = searchItems(database, "table", match, limit);
  const columns = searchItems(database, "column", match, limit);
  const queries = searchQueries(database, match, words, limit);
  const objects = searchObjects(database, match, limit);
  const groups = [tables, queries, columns, objects].filter((hits) => hits.length > 0);
  const found = groups.reduce((sum, hits) => sum + hits.length, 0);
  const share = Math.ceil(limit / groups.length);
  return groups.flatMap((hits) => hits.slice(0, Math.max(share, limit - (found - hits.length)))).slice(0, limit);
}

function searchItems(database: IndexDatabase, kind: "table" | "column", match: string, limit: number): IndexHit[] {
  const rows = database.all(
    `SELECT item.* FROM item_text JOIN item ON item.id = item_text.rowid
     WHERE item_text MATCH ? AND item.kind = ? ORDER BY bm25(item_text, 10, 3, 1), length(item.name), item.name LIMIT ?`,
    match,
    kind,
    limit,
  );
  return rows.map((row) => {
    const zone = String(row["zone"]);
    const table = String(row["name"]);
    const common = { zoneId: zone || null, table, description: String(row["description"]) };
    if (kind === "column") return { kind, ...common, column: String(row["column_name"]) };
    return { kind, ...common, columns: columnNames(database, zone, table) };
  });
}

function columnNames(database: IndexDatabase, zone: string, table: string): string[] {
  return database
    .all("SELECT column_name FROM item WHERE kind = 'column' AND zone = ? AND name = ?", zone, table)
    .map((row) => String(row["column_name"]));
}

function searchObjects(database: IndexDatabase, match: string, limit: number): IndexHit[] {
  return database
    .all(
      `SELECT zone, path FROM (SELECT rowid FROM object_text WHERE object_text MATCH ? LIMIT ${OBJECT_CANDIDATES}) AS found
       JOIN object ON object.id = found.rowid ORDER BY length(path), path LIMIT ?`,
      match,
      limit,
    )
    .map((row) => ({ kind: "object", zoneId: String(row["zone"]), path: String(row["path"]) }));
}

function searchQueries(database: IndexDatabase, match: string, words: readonly string[], limit: number): IndexHit[] {
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
