import { type DatasetChange, type DatasetState } from "../../../../shared/domain/inventory.ts";
import { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { DatasetFacts } from "../dataset-facts.ts";
import { changesOf } from "../table-changes.ts";
import { LAST } from "./paths-below.ts";

const PAGE = 200;
/** A series or partitioned dataset that has grown in this many months is expected to grow on. */
const REGULAR_MONTHS = 3;
const STALE_AFTER = 62 * 86_400_000;

export function addTables(database: IndexDatabase, tables: readonly TableEntry[]): void {
  database.transaction(() => {
    for (const table of tables) {
      if (table.zoneId === null || table.kind === "view") continue;
      database.run(
        "INSERT OR REPLACE INTO catalog_table VALUES (?, ?, ?, ?)",
        table.zoneId,
        table.location,
        table.name,
        JSON.stringify(table),
      );
    }
  });
}

/** Says of each dataset how it stands to the tables that were added, step by step; only what is other than before is written. */
export function* compareAll(database: IndexDatabase, now: number): Generator<void, void, void> {
  let after = 0;
  for (;;) {
    const rows = database.all(
      "SELECT * FROM dataset WHERE kind <> 'table' AND id > ? ORDER BY id LIMIT ?",
      after,
      PAGE,
    );
    database.transaction(() => rows.forEach((row) => compare(database, row, now)));
    after = Number(rows.at(-1)?.["id"] ?? 0);
    if (rows.length < PAGE) break;
    yield;
  }
  yield;
  database.transaction(() => findMissing(database));
}

/** As `compareAll`, of one dataset. */
export function compareOne(database: IndexDatabase, id: number, now: number): void {
  for (const row of database.all("SELECT * FROM dataset WHERE id = ?", id)) compare(database, row, now);
}

function compare(database: IndexDatabase, row: Record<string, unknown>, now: number): void {
  const id = Number(row["id"]);
  const table = tableOf(database, row);
  const facts = factsOf(row);
  const changes = table && facts ? [...changesOf(table, facts), ...partitionChanges(row)] : [];
  const state = stateOf(database, row, table, changes, now);
  const name = table?.name ?? null;
  const text = JSON.stringify(changes);
  if (row["state"] === state && row["table_name"] === name && row["changes"] === text) return;
  database.run("UPDATE dataset SET state = ?, table_name = ?, changes = ? WHERE id = ?", state, name, text, id);
  // Of another table other partitions are registered.
  if (row["table_name"] !== name) database.run("UPDATE dataset SET partitions_of = '' WHERE id = ?", id);
}

function partitionChanges(row: Record<string, unknown>): DatasetChange[] {
  const [added, gone] = [Number(row["unregistered"]), Number(row["emptied"])];
  return [
    ...(added > 0 ? [partitionChange(String(row["unregistered_names"]), null, added)] : []),
    ...(gone > 0 ? [partitionChange(String(row["emptied_names"]), gone, null)] : []),
  ];
}

function partitionChange(name: string, before: number | null, after: number | null): DatasetChange {
  const text = (count: number | null) => (count === null ? null : String(count));
  return { what: "partitions", name, before: text(before), after: text(after) };
}

function stateOf(
  database: IndexDatabase,
  row: Record<string, unknown>,
  table: TableEntry | null,
  changes: readonly DatasetChange[],
  now: number,
): DatasetState {
  if (row["description"] === null) return "unreadable";
  if (!table) return "new";
  // Partitions without objects cost a query little, and nothing here takes them out.
  if (changes.some(({ what, after }) => what !== "partitions" || after !== null)) return "changed";
  const grows = row["kind"] === "partitions" || row["kind"] === "series";
  if (grows && now - Number(row["newest"]) > STALE_AFTER && months(database, row) >= REGULAR_MONTHS) return "stale";
  return "known";
}

function months(database: IndexDatabase, row: Record<string, unknown>): number {
  const path = String(row["path"]);
  return database.count(
    `SELECT count(DISTINCT month) AS n FROM prefix JOIN rollup ON rollup.prefix = prefix.id
     WHERE zone = ? AND path >= ? AND path < ?`,
    String(row["zone"]),
    path,
    path + LAST,
  );
}

/** Tables of zones below whose place there is no object any more stand among the datasets. */
function findMissing(database: IndexDatabase): void {
  const missing = database
    .all(
      `SELECT zone, location, name, content FROM catalog_table t
       WHERE NOT EXISTS (SELECT 1 FROM dataset d WHERE d.zone = t.zone AND d.path = t.location AND d.kind <> 'table')
         AND NOT EXISTS (SELECT 1 FROM prefix p WHERE p.zone = t.zone AND p.path = t.location AND p.all_objects > 0)
         AND EXISTS (SELECT 1 FROM prefix p WHERE p.zone = t.zone)
         -- Nobody knows what is where nobody may look.
         AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.zone = t.zone
           AND (instr(t.location, u.path) = 1 OR instr(u.path, t.location) = 1))`,
    )
    .filter((row) => !hasObject(database, String(row["zone"]), String(row["location"])));
  const found = new Set(missing.map((row) => `${String(row["zone"])}/${String(row["location"])}`));
  for (const row of database.all("SELECT id, zone, path FROM dataset WHERE kind = 'table'")) {
    if (!found.has(`${String(row["zone"])}/${String(row["path"])}`)) {
      database.run("DELETE FROM dataset WHERE id = ?", Number(row["id"]));
    }
  }
  for (const row of missing) {
    database.run(
      `INSERT OR IGNORE INTO dataset (zone, path, pattern, kind, format, state, table_name) VALUES (?, ?, '', 'table', ?, 'missing', ?)`,
      String(row["zone"]),
      String(row["location"]),
      TableEntry.parse(JSON.parse(String(row["content"]))).format,
      String(row["name"]),
    );
  }
}

function hasObject(database: IndexDatabase, zoneId: string, path: string): boolean {
  const slash = path.lastIndexOf("/") + 1;
  const found = database.count(
    `SELECT count(*) AS n FROM prefix JOIN object ON object.prefix = prefix.id
     WHERE zone = ? AND path = ? AND object.name = ?`,
    zoneId,
    path.slice(0, slash),
    path.slice(slash),
  );
  return found > 0;
}

/** The table at the place of a dataset, or of the only file in its folder. */
function tableOf(database: IndexDatabase, row: Record<string, unknown>): TableEntry | null {
  if (row["pattern"] !== "") return null;
  const [zoneId, path] = [String(row["zone"]), String(row["path"])];
  const table = tableAt(database, zoneId, path);
  if (table || row["kind"] !== "parts" || row["objects"] !== 1) return table;
  const names = database.all(
    `SELECT object.name FROM prefix JOIN object ON object.prefix = prefix.id
     JOIN catalog_table t ON t.zone = prefix.zone AND t.location = prefix.path || object.name
     WHERE prefix.zone = ? AND prefix.path = ? LIMIT 1`,
    zoneId,
    path,
  );
  return names[0] ? tableAt(database, zoneId, path + String(names[0]["name"])) : null;
}

function tableAt(database: IndexDatabase, zoneId: string, location: string): TableEntry | null {
  const [row] = database.all(
    "SELECT content FROM catalog_table WHERE zone = ? AND location = ? ORDER BY name LIMIT 1",
    zoneId,
    location,
  );
  return row ? TableEntry.parse(JSON.parse(String(row["content"]))) : null;
}

export function factsOf(row: Record<string, unknown>): DatasetFacts | null {
  const text = row["description"];
  return typeof text === "string" ? DatasetFacts.parse(JSON.parse(text)) : null;
}
