import type { IndexDatabase } from "../../../state/index-database.ts";
import type { FactSource, FactsOfTable } from "./index-protocol.ts";
import { knownFacts } from "./known-facts.ts";
import { replaceFacts, zoneText } from "./table-rows.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Keeps what a source says of tables, also of ones that are not in the index yet. */
export function putFacts(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  source: FactSource,
  changes: readonly FactsOfTable[],
): void {
  for (const { zoneId, name, facts } of changes) {
    const zone = zoneText(zoneId);
    const text = facts && JSON.stringify(facts);
    const [before] = database.all(
      "SELECT facts FROM fact WHERE zone = ? AND name = ? AND source = ?",
      zone,
      name,
      source,
    );
    if ((before?.["facts"] ?? null) === text) continue;
    if (text === null) {
      database.run("DELETE FROM fact WHERE zone = ? AND name = ? AND source = ?", zone, name, source);
    } else {
      database.run("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", zone, name, source, text);
    }
    const id = database.count("SELECT id AS n FROM item WHERE zone = ? AND name = ?", zone, name);
    if (id > 0) replaceFacts(database, vocabulary, id, knownFacts(database, zone, name) ?? {});
  }
}

/** Keeps what a source says now of all the tables that it knows, and nothing that it has said before of others. */
export function replaceSource(
  database: IndexDatabase,
  vocabulary: Vocabulary,
  source: FactSource,
  facts: readonly FactsOfTable[],
): void {
  const told = new Set(facts.map(({ zoneId, name }) => JSON.stringify([zoneText(zoneId), name])));
  const gone = database
    .all("SELECT zone, name FROM fact WHERE source = ?", source)
    .map((row) => ({ zone: String(row["zone"]), name: String(row["name"]) }))
    .filter(({ zone, name }) => !told.has(JSON.stringify([zone, name])))
    .map(({ zone, name }) => ({ zoneId: zone === "" ? null : zone, name, facts: null }));
  putFacts(database, vocabulary, source, [...gone, ...facts]);
}
