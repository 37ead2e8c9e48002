import { type DatasetState, ScanRecord } from "../../../../shared/domain/inventory.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { FoundName, KeysStatus, ScanScope } from "./keys-protocol.ts";

const KEPT = 2000;
const CANDIDATES = 400;

/** Notes that a scan begins; ones that did not come to their end are given up for it. */
export function beginScan(database: IndexDatabase, { zoneId, prefix }: ScanScope, startedAt: number): number {
  return database.transaction(() => {
    database.run("DELETE FROM scan WHERE finished IS NULL");
    return Number(
      database.run("INSERT INTO scan (zone, prefix, started) VALUES (?, ?, ?)", zoneId, prefix, startedAt)
        .lastInsertRowid,
    );
  });
}

export function endScan(
  database: IndexDatabase,
  id: number,
  finishedAt: number,
  { added, changed, removed }: { added: number; changed: number; removed: number },
): void {
  database.run(
    `UPDATE scan SET finished = ?, added = ?, changed = ?, removed = ?,
       objects = (SELECT coalesce(sum(all_objects), 0) FROM prefix WHERE parent IS NULL),
       bytes = (SELECT coalesce(sum(all_bytes), 0) FROM prefix WHERE parent IS NULL),
       datasets = (SELECT count(*) FROM dataset WHERE kind <> 'table') WHERE id = ?`,
    finishedAt,
    added,
    changed,
    removed,
    id,
  );
  database.run("DELETE FROM scan WHERE id <= (SELECT max(id) FROM scan) - ?", KEPT);
}

/** Finished scans, oldest first. */
export function growth(database: IndexDatabase): ScanRecord[] {
  return database.all("SELECT * FROM scan WHERE finished IS NOT NULL ORDER BY id").map(scanOf);
}

export function statusOf(database: IndexDatabase): KeysStatus {
  const [interrupted] = database.all("SELECT * FROM scan WHERE finished IS NULL ORDER BY id DESC LIMIT 1");
  const [last] = database.all("SELECT * FROM scan WHERE finished IS NOT NULL ORDER BY id DESC LIMIT 1");
  const count = (state: DatasetState) => database.count("SELECT count(*) AS n FROM dataset WHERE state = ?", state);
  return {
    objects: database.count("SELECT coalesce(sum(all_objects), 0) AS n FROM prefix WHERE parent IS NULL"),
    bytes: database.count("SELECT coalesce(sum(all_bytes), 0) AS n FROM prefix WHERE parent IS NULL"),
    datasets: {
      new: count("new"),
      changed: count("changed"),
      missing: count("missing"),
      stale: count("stale"),
      known: count("known"),
      unreadable: count("unreadable"),
    },
    interrupted: interrupted ? scanOf(interrupted) : null,
    last: last ? scanOf(last) : null,
    unread: database.count("SELECT count(*) AS n FROM unread"),
  };
}

/** Objects whose path has words that begin so, shortest first. */
export function findNames(database: IndexDatabase, words: readonly string[], limit: number): FoundName[] {
  if (words.length === 0) return [];
  return database
    .all(
      `SELECT zone, prefix.path || name AS full, size, modified
       FROM (SELECT rowid FROM object_text WHERE object_text MATCH ? LIMIT ${CANDIDATES}) AS found
       JOIN object ON object.id = found.rowid JOIN prefix ON prefix.id = object.prefix
       ORDER BY length(full), full LIMIT ?`,
      words.map((word) => `"${word}"*`).join(" AND "),
      limit,
    )
    .map((row) => ({
      zoneId: String(row["zone"]),
      path: String(row["full"]),
      size: Number(row["size"]),
      modified: Number(row["modified"]),
    }));
}

function scanOf(row: Record<string, unknown>): ScanRecord {
  const at = (key: string) => (row[key] === null ? null : new Date(Number(row[key])).toISOString());
  return ScanRecord.parse({
    id: row["id"],
    zoneId: row["zone"],
    prefix: row["prefix"],
    startedAt: at("started"),
    finishedAt: at("finished"),
    objects: row["objects"],
    bytes: row["bytes"],
    added: row["added"],
    changed: row["changed"],
    removed: row["removed"],
    datasets: row["datasets"],
  });
}
