import { createHash } from "node:crypto";
import { splitWords } from "../../../../shared/domain/name-words.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { rowText } from "./row-text.ts";
import type { IndexedTable, TableFacts } from "./index-protocol.ts";
import { knownFacts } from "./known-facts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Behind the words of a name in `name_text` where more is known of the table than that it is there. */
export const KNOWN = "★";

/** Begins a reading of the catalog: no table has been seen in it. */
export function beginTables(database: IndexDatabase): void {
  database.run("DELETE FROM seen");
}

/** Adds the tables of a page of the catalog; ones that are known as they are stay untouched. */
export function addTables(database: IndexDatabase, vocabulary: Vocabulary, tables: readonly IndexedTable[]): void {
  for (const table of tables) {
    const zone = zoneText(table.zoneId);
    const content = createHash("sha1").update(JSON.stringify(table)).digest("base64");
    const [known] = database.all("SELECT id, content FROM item WHERE zone = ? AND name = ?", zone, table.name);
    let id = Number(known?.["id"]);
    if (known?.["content"] !== content) {
      if (known) forgetTable(database, vocabulary, id);
      id = addTable(database, vocabulary, table, content);
    }
    database.run("INSERT OR IGNORE INTO seen (id) VALUES (?)", id);
  }
}

/** Takes out the tables that a finished reading of the catalog did not find. */
export function endTables(database: IndexDatabase, vocabulary: Vocabulary): void {
  for (const row of database.all("SELECT id FROM standing WHERE id NOT IN (SELECT id FROM seen)")) {
    forgetTable(database, vocabulary, Number(row["id"]));
  }
}

/** Zone ids are never empty, so "" is free for what is in no zone. */
export function zoneText(zoneId: string | null): string {
  return zoneId ?? "";
}

function addTable(database: IndexDatabase, vocabulary: Vocabulary, table: IndexedTable, content: string): number {
  const { zoneId, name, description, columns } = table;
  const zone = zoneText(zoneId);
  const nameWords = splitWords(name).join(" ");
  const columnWords = columns.map((column) => splitWords(column.name).join(" ")).join(" | ");
  const texts = [description, ...columns.map((column) => column.description)].filter((text) => text !== "");
  const descriptionWords = texts.map((text) => splitWords(text).join(" ")).join(" | ");
  const { lastInsertRowid } = database.run(
    `INSERT INTO item (zone, name, content, name_words, column_words, description_words, description, columns)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    zone,
    name,
    content,
    ` ${nameWords}`,
    ` ${columnWords}`,
    ` ${descriptionWords}`,
    texts.join("\n"),
    columns.map((column) => column.name).join("\n"),
  );
  const id = Number(lastInsertRowid);
  database.run(
    "INSERT INTO standing (id, zone, kind, database, format) VALUES (?, ?, ?, ?, ?)",
    id,
    zone,
    table.kind,
    table.database ?? "",
    table.format,
  );
  const facts = knownFacts(database, zone, name);
  if (facts) setFacts(database, id, facts);
  const words = facts
    ? wordsOfRow(database, id)
    : { name: nameWords, other: `${columnWords} ${descriptionWords}`, isKnown: false };
  addText(database, vocabulary, id, words);
  return id;
}

function forgetTable(database: IndexDatabase, vocabulary: Vocabulary, id: number): void {
  removeText(database, vocabulary, id, wordsOfRow(database, id));
  database.run("DELETE FROM item WHERE id = ?", id);
  database.run("DELETE FROM standing WHERE id = ?", id);
}

/** Brings what is known of a table into the index, in place of what was. */
export function replaceFacts(database: IndexDatabase, vocabulary: Vocabulary, id: number, facts: TableFacts): void {
  const before = wordsOfRow(database, id);
  setFacts(database, id, facts);
  const now = wordsOfRow(database, id);
  // One more use of a table changes none of its words, which may be those of thousands of columns.
  if (before.other === now.other && before.isKnown === now.isKnown) return;
  removeText(database, vocabulary, id, before);
  addText(database, vocabulary, id, now);
}

function setFacts(database: IndexDatabase, id: number, known: TableFacts): void {
  const texts = [known.owner ?? "", known.tags, known.classifications, known.terms, known.texts]
    .flatMap((value) => value ?? [])
    .filter((text) => text !== "");
  database.run(
    `UPDATE standing SET owner = ?, certification = ?, tags = ?, classifications = ?, rating = ?, ratings = ?,
     modified = ?, bytes = ?, heat = ?, known = ?, known_words = ? WHERE id = ?`,
    known.owner ?? "",
    known.certification ?? "",
    listed(known.tags),
    listed(known.classifications),
    known.rating?.mean ?? 0,
    known.rating?.count ?? 0,
    known.modified ?? null,
    known.bytes ?? null,
    known.heat ?? 0,
    texts.join("\n"),
    ` ${texts.map((text) => splitWords(text).join(" ")).join(" | ")}`,
    id,
  );
}

/** Lines that can be looked for whole, with a break on both sides. */
function listed(values: readonly string[] = []): string {
  return values.length === 0 ? "" : `\n${values.join("\n")}\n`;
}

/** Words with spaces between; columns and texts with " | " between. */
interface WordsOfTable {
  name: string;
  other: string;
  isKnown: boolean;
}

function wordsOfRow(database: IndexDatabase, id: number): WordsOfTable {
  const [row] = database.all(
    `SELECT name_words, column_words || description_words || known_words AS other,
     certification <> '' OR tags <> '' OR ratings + heat > 0 AS is_known FROM item JOIN standing USING (id) WHERE id = ?`,
    id,
  );
  return {
    name: rowText(row?.["name_words"]),
    other: rowText(row?.["other"]),
    isKnown: row?.["is_known"] === 1,
  };
}

function addText(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  id: number,
  { name, other, isKnown }: WordsOfTable,
): void {
  const known = isKnown ? ` ${KNOWN}` : "";
  database.run("INSERT INTO name_text (rowid, words) VALUES (?, ?)", id, name + known);
  database.run("INSERT INTO table_text (rowid, words) VALUES (?, ?)", id, `${name} ${other}${known}`);
  count(vocabulary, name, other, 1);
}

function removeText(database: IndexDatabase, vocabulary: Vocabulary, id: number, { name, other }: WordsOfTable): void {
  database.run("DELETE FROM name_text WHERE rowid = ?", id);
  database.run("DELETE FROM table_text WHERE rowid = ?", id);
  count(vocabulary, name, other, -1);
}

function count(vocabulary: Vocabulary, name: string, other: string, sign: 1 | -1): void {
  for (const word of name.split(" ")) vocabulary.count(word, true, sign);
  for (const word of other.split(" ")) vocabulary.count(word, false, sign);
}
