import { partitionValues } from "../../../../shared/domain/partition-folders.ts";
import type { RegisteredPartition } from "../../../lake/managed-catalog.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { compareOne } from "./catalog-comparison.ts";
import type { PartitionedDataset } from "./keys-protocol.ts";
import { LAST } from "./paths-below.ts";

/** Folders that are named to a person. */
const NAMED = 3;
const PAGE = 2000;

/**
 * Partitioned datasets that are tables, behind `after`, whose partitions may be other than when they were compared: their
 * objects have changed, or something was to be done then, which someone may have done.
 */
export function partitionedDatasets(database: IndexDatabase, after: number, limit: number): PartitionedDataset[] {
  return database
    .all(
      `SELECT id, zone, table_name FROM dataset WHERE kind = 'partitions' AND table_name IS NOT NULL AND id > ?
         AND (partitions_of <> fingerprint OR unregistered > 0 OR emptied > 0) ORDER BY id LIMIT ?`,
      after,
      limit,
    )
    .map((row) => ({ id: Number(row["id"]), zoneId: String(row["zone"]), tableName: String(row["table_name"]) }));
}

/** Takes what is registered of a dataset, to be compared by `comparePartitions`. */
export function addRegistered(database: IndexDatabase, id: number, partitions: readonly RegisteredPartition[]): void {
  database.transaction(() => {
    for (const { values, folder } of partitions) {
      database.run("INSERT OR REPLACE INTO registered VALUES (?, ?, ?)", id, JSON.stringify(values), folder);
    }
  });
}

/** Notes which folders of a dataset are no partitions of its table, and which partitions have no objects, step by step. */
export function* comparePartitions(
  database: IndexDatabase,
  id: number,
  keys: readonly string[],
  now: number,
): Generator<void, void, void> {
  const unregistered = { count: 0, names: [] as string[] };
  for (let after = ""; ;) {
    const folders = partitionFolders(database, id, keys, after, PAGE);
    for (const { folder, values } of folders)
      if (!isRegistered(database, id, folder, values)) note(unregistered, folder);
    const last = folders.at(-1);
    if (!last) break;
    after = last.folder;
    yield;
  }
  for (const { zone, path } of database.all("SELECT zone, path FROM dataset WHERE id = ?", id)) {
    const emptied = emptiedPartitions(database, id, String(zone), String(path));
    database.run(
      `UPDATE dataset SET partitions_of = fingerprint, unregistered = ?, unregistered_names = ?, emptied = ?, emptied_names = ?
       WHERE id = ?`,
      unregistered.count,
      unregistered.names.join(", "),
      emptied.count,
      emptied.names.join(", "),
      id,
    );
    compareOne(database, id, now);
  }
  database.run("DELETE FROM registered WHERE dataset = ?", id);
}

/** Notes of a dataset that nobody has to register its partitions. */
export function needsNoPartitions(database: IndexDatabase, id: number): void {
  database.run(
    "UPDATE dataset SET partitions_of = fingerprint, unregistered = 0, unregistered_names = '', emptied = 0, emptied_names = '' WHERE id = ?",
    id,
  );
}

/** Folders of a dataset that are named as its partition keys say and hold objects, behind `after`; none is the end. */
export function partitionFolders(
  database: IndexDatabase,
  id: number,
  keys: readonly string[],
  after: string,
  limit: number,
): { folder: string; values: string[] }[] {
  const [row] = database.all("SELECT zone, path FROM dataset WHERE id = ?", id);
  if (!row) return [];
  const root = String(row["path"]);
  let last = root + after;
  for (;;) {
    const rows = database.all(
      "SELECT path FROM prefix WHERE zone = ? AND path > ? AND path < ? AND all_objects > 0 ORDER BY path LIMIT ?",
      String(row["zone"]),
      last,
      root + LAST,
      limit,
    );
    const folders = rows.flatMap(({ path }) => {
      const folder = String(path).slice(root.length);
      const values = partitionValues(folder, keys);
      return values ? [{ folder, values }] : [];
    });
    if (folders.length > 0 || rows.length < limit) return folders;
    last = String(rows.at(-1)?.["path"]);
  }
}

function isRegistered(database: IndexDatabase, id: number, folder: string, values: readonly string[]): boolean {
  const found = database.count(
    "SELECT count(*) AS n FROM registered WHERE dataset = ? AND partition = ?",
    id,
    JSON.stringify(values),
  );
  return found > 0 || isFolderRegistered(database, id, folder);
}

/** A partition may have its folder by another spelling of its values: `1` at `month=01/`. */
function isFolderRegistered(database: IndexDatabase, id: number, folder: string): boolean {
  return database.count("SELECT count(*) AS n FROM registered WHERE dataset = ? AND folder = ?", id, folder) > 0;
}

function emptiedPartitions(database: IndexDatabase, id: number, zoneId: string, root: string) {
  const where = `FROM registered WHERE dataset = ? AND folder IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM prefix p WHERE p.zone = ? AND p.path = ? || folder AND p.all_objects > 0)
    AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.zone = ? AND instr(? || folder, u.path) = 1)`;
  const params = [id, zoneId, root, zoneId, root];
  const names = database.all(`SELECT folder ${where} ORDER BY folder LIMIT ${NAMED}`, ...params);
  return {
    count: database.count(`SELECT count(*) AS n ${where}`, ...params),
    names: names.map(({ folder }) => String(folder)),
  };
}

function note(found: { count: number; names: string[] }, folder: string): void {
  found.count += 1;
  if (found.names.length < NAMED) found.names.push(folder);
}
