import type { IndexHit } from "./index-protocol.ts";
import type { SearchDatabase } from "./search-database.ts";

/** Object names are not weighed by rarity (a million share a word): the first matches are taken as they come. */
const OBJECT_CANDIDATES = 400;

/** Tables before columns before objects; within them the best match of names first. */
export function search(database: SearchDatabase, words: readonly string[], limit: number): IndexHit[] {
  if (words.length === 0) return [];
  const match = words.map((word) => `"${word}"*`).join(" AND ");
  const tables = searchItems(database, "table", match, limit);
  const columns = searchItems(database, "column", match, limit);
  const objects = searchObjects(database, match, limit);
  const share = Math.ceil(limit / 3);
  const kept = [
    ...tables.slice(0, Math.max(share, limit - columns.length - objects.length)),
    ...columns.slice(0, Math.max(share, limit - tables.length - objects.length)),
    ...objects,
  ];
  return kept.slice(0, limit);
}

function searchItems(database: SearchDatabase, kind: "table" | "column", match: string, limit: number): IndexHit[] {
  const rows = database.all(
    `SELECT item.* FROM item_text JOIN item ON item.id = item_text.rowid
     WHERE item_text MATCH ? AND item.kind = ? ORDER BY bm25(item_text, 10, 3, 1), length(item.name), item.name LIMIT ?`,
    match,
    kind,
    limit,
  );
  return rows.map((row) => {
    const common = { zoneId: String(row["zone"]), table: String(row["name"]), description: String(row["description"]) };
    if (kind === "column") return { kind, ...common, column: String(row["column_name"]) };
    return { kind, ...common, columns: columnNames(database, common.zoneId, common.table) };
  });
}

function columnNames(database: SearchDatabase, zoneId: string, table: string): string[] {
  return database
    .all("SELECT column_name FROM item WHERE kind = 'column' AND zone = ? AND name = ?", zoneId, table)
    .map((row) => String(row["column_name"]));
}

function searchObjects(database: SearchDatabase, match: string, limit: number): IndexHit[] {
  return database
    .all(
      `SELECT zone, path FROM (SELECT rowid FROM object_text WHERE object_text MATCH ? LIMIT ${OBJECT_CANDIDATES}) AS found
       JOIN object ON object.id = found.rowid ORDER BY length(path), path LIMIT ?`,
      match,
      limit,
    )
    .map((row) => ({ kind: "object", zoneId: String(row["zone"]), path: String(row["path"]) }));
}
