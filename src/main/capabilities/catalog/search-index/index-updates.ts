import { createHash } from "node:crypto";
import type { IndexedQuery, IndexedTable } from "./index-protocol.ts";
import { wordsOf } from "../../../../shared/domain/name-words.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";

/** Adds the tables of a page of the catalog; ones that are known as they are stay untouched. */
export function addTables(database: IndexDatabase, tables: readonly IndexedTable[], scan: number): void {
  database.transaction(() => {
    for (const table of tables) {
      const zone = zoneText(table.zoneId);
      const content = createHash("sha256").update(JSON.stringify(table)).digest("base64");
      const { changes } = database.run(
        "UPDATE indexed_table SET scan = ? WHERE zone = ? AND name = ? AND content = ?",
        scan,
        zone,
        table.name,
        content,
      );
      if (changes > 0) continue;
      forgetTable(database, zone, table.name);
      addTable(database, table);
      database.run("INSERT INTO indexed_table VALUES (?, ?, ?, ?)", zone, table.name, content, scan);
    }
  });
}

/** Takes out the tables that a finished reading of the catalog did not find. */
export function endTables(database: IndexDatabase, scan: number): void {
  database.transaction(() => {
    for (const row of database.all("SELECT zone, name FROM indexed_table WHERE scan <> ?", scan)) {
      forgetTable(database, String(row["zone"]), String(row["name"]));
    }
  });
}

function forgetTable(database: IndexDatabase, zone: string, name: string): void {
  const where = "zone = ? AND name = ?";
  database.run(`DELETE FROM item_text WHERE rowid IN (SELECT id FROM item WHERE ${where})`, zone, name);
  database.run(`DELETE FROM item WHERE ${where}`, zone, name);
  database.run(`DELETE FROM indexed_table WHERE ${where}`, zone, name);
}

/** Zone ids are never empty, so "" is free for what is in no zone. */
function zoneText(zoneId: string | null): string {
  return zoneId ?? "";
}

function addTable(database: IndexDatabase, { zoneId, name, description, columns }: IndexedTable): void {
  const zone = zoneText(zoneId);
  const columnWords = columns.map((column) => words(`${column.name} ${column.description}`)).join(" ");
  addItem(
    database,
    ["table", zone, name, null, description],
    [words(`${zone} ${name}`), columnWords, words(description)],
  );
  for (const column of columns) {
    addItem(
      database,
      ["column", zone, name, column.name, column.description],
      [words(column.name), words(`${zone} ${name}`), words(column.description)],
    );
  }
}

function addItem(
  database: IndexDatabase,
  item: [kind: string, zone: string, name: string, column: string | null, description: string],
  text: [name: string, columns: string, description: string],
): void {
  const { lastInsertRowid } = database.run(
    "INSERT INTO item (kind, zone, name, column_name, description) VALUES (?, ?, ?, ?, ?)",
    ...item,
  );
  database.run(
    "INSERT INTO item_text (rowid, name, columns, description) VALUES (?, ?, ?, ?)",
    lastInsertRowid,
    ...text,
  );
}

/** The longest text of a query that is looked into. */
const QUERY_CHARACTERS = 20_000;

/** Makes the saved queries of the index those that a person has now. */
export function replaceQueries(database: IndexDatabase, queries: readonly IndexedQuery[]): void {
  database.transaction(() => {
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
        words(name),
        words(description),
        Array.from(names, words).join(" "),
      );
    }
  });
}

/** Adds the objects that a scan found; ones that are known keep their place. */
export function addObjects(database: IndexDatabase, zoneId: string, paths: readonly string[], scan: number): void {
  database.transaction(() => {
    for (const path of paths) {
      const { changes } = database.run("UPDATE object SET scan = ? WHERE zone = ? AND path = ?", scan, zoneId, path);
      if (changes > 0) continue;
      const { lastInsertRowid } = database.run(
        "INSERT INTO object (zone, path, scan) VALUES (?, ?, ?)",
        zoneId,
        path,
        scan,
      );
      database.run("INSERT INTO object_text (rowid, path) VALUES (?, ?)", lastInsertRowid, words(`${zoneId} ${path}`));
    }
  });
}

/** Takes out what a finished scan of the zone did not find. */
export function endScan(database: IndexDatabase, zoneId: string, scan: number): void {
  forgetObjects(database, "zone = ? AND scan <> ?", zoneId, scan);
}

/** Takes out the objects of zones that the lake no longer has. */
export function keepZones(database: IndexDatabase, zoneIds: readonly string[]): void {
  forgetObjects(database, "zone NOT IN (SELECT value FROM json_each(?))", JSON.stringify(zoneIds));
}

function forgetObjects(database: IndexDatabase, where: string, ...params: (string | number)[]): void {
  database.transaction(() => {
    database.run(`DELETE FROM object_text WHERE rowid IN (SELECT id FROM object WHERE ${where})`, ...params);
    database.run(`DELETE FROM object WHERE ${where}`, ...params);
  });
}

function words(text: string): string {
  return wordsOf(text).join(" ");
}
