import { wordsOf } from "../../../../shared/domain/name-words.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { IndexHit } from "./index-protocol.ts";

/** Object names are not weighed by rarity (a million share a word): the first matches are taken as they come. */
const CANDIDATES = 400;

/** Adds the objects that a listing found; ones that are known keep their place. */
export function addObjects(database: IndexDatabase, zoneId: string, paths: readonly string[], scan: number): void {
  for (const path of paths) {
    const { changes } = database.run("UPDATE object SET scan = ? WHERE zone = ? AND path = ?", scan, zoneId, path);
    if (changes > 0) continue;
    const insert = "INSERT INTO object (zone, path, scan) VALUES (?, ?, ?)";
    const { lastInsertRowid } = database.run(insert, zoneId, path, scan);
    const words = wordsOf(`${zoneId} ${path}`).join(" ");
    database.run("INSERT INTO object_text (rowid, path) VALUES (?, ?)", lastInsertRowid, words);
  }
}

/** Takes out what a finished listing of the zone did not find. */
export function endListing(database: IndexDatabase, zoneId: string, scan: number): void {
  forgetObjects(database, "zone = ? AND scan <> ?", zoneId, scan);
}

/** Takes out the objects of all other zones. */
export function keepZones(database: IndexDatabase, zoneIds: readonly string[]): void {
  forgetObjects(database, "zone NOT IN (SELECT value FROM json_each(?))", JSON.stringify(zoneIds));
}

function forgetObjects(database: IndexDatabase, where: string, ...params: (string | number)[]): void {
  database.run(`DELETE FROM object_text WHERE rowid IN (SELECT id FROM object WHERE ${where})`, ...params);
  database.run(`DELETE FROM object WHERE ${where}`, ...params);
}

/** Objects with all words in their path, short paths first. */
export function searchObjects(database: IndexDatabase, words: readonly string[], limit: number): IndexHit[] {
  if (words.length === 0) return [];
  return database
    .all(
      `SELECT zone, path FROM (SELECT rowid FROM object_text WHERE object_text MATCH ? LIMIT ${CANDIDATES}) AS found
       JOIN object ON object.id = found.rowid ORDER BY length(path), path LIMIT ?`,
      words.map((word) => `"${word}"*`).join(" AND "),
      limit,
    )
    .map((row) => ({ kind: "object", zoneId: String(row["zone"]), path: String(row["path"]) }));
}
