import type { IndexDatabase } from "../../../state/index-database.ts";
import { type Digest, addDigest, digestOf, subtractDigest } from "./digest.ts";
import type { PackedObjects } from "./keys-protocol.ts";
import type { ObjectRows } from "./object-rows.ts";
import { unpackObjects } from "./packed-objects.ts";
import { LAST } from "./paths-below.ts";
import type { PrefixTree } from "./prefix-tree.ts";
import { isUnread } from "./unread-prefixes.ts";

export interface ChangeCounts {
  added: number;
  changed: number;
  removed: number;
}

/** Prefixes whose sums differ from the rows, behind `after`, in order of their paths. */
export function changedPrefixes(
  database: IndexDatabase,
  zoneId: string,
  scan: number,
  after: string | null,
  limit: number,
): string[] {
  return database
    .all(
      `SELECT seen.path FROM seen JOIN prefix ON prefix.zone = ? AND prefix.path = seen.path
       WHERE seen.path > ? AND (seen.a <> prefix.a OR seen.b <> prefix.b OR seen.objects <> prefix.objects)
         AND NOT ${isUnread("seen.path")}
       ORDER BY seen.path LIMIT ?`,
      zoneId,
      // Every path is behind a text that no path is before; the zone itself is "".
      after ?? "",
      zoneId,
      scan,
      limit,
    )
    .map((row) => String(row["path"]))
    .concat(after === null && isRootChanged(database, zoneId, scan) ? [""] : []);
}

function isRootChanged(database: IndexDatabase, zoneId: string, scan: number): boolean {
  return (
    database.count(
      `SELECT count(*) AS n FROM seen JOIN prefix ON prefix.zone = ? AND prefix.path = ''
       WHERE seen.path = '' AND (seen.a <> prefix.a OR seen.b <> prefix.b OR seen.objects <> prefix.objects)
         AND NOT ${isUnread("seen.path")}`,
      zoneId,
      zoneId,
      scan,
    ) > 0
  );
}

export function addListed(database: IndexDatabase, objects: PackedObjects): void {
  database.transaction(() => {
    for (const { path, size, modified, etag, storageClass } of unpackObjects(objects)) {
      database.run("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?, ?)", path, size, modified, etag, storageClass);
    }
  });
}

/** Makes the rows of a prefix those that were listed; only what differs is written. */
export function takeListed(
  database: IndexDatabase,
  tree: PrefixTree,
  rows: ObjectRows,
  zoneId: string,
  path: string,
): ChangeCounts {
  return database.transaction(() => {
    const counts = { added: 0, changed: 0, removed: 0 };
    const prefix = tree.ensure(zoneId, path);
    const delta = { a: 0, b: 0, objects: 0, bytes: 0 };
    const leave = (row: Record<string, unknown>) => {
      subtractDigest(delta, digestOfRow(row));
      delta.objects -= 1;
      delta.bytes -= Number(row["size"]);
      counts[row["listed"] === null ? "removed" : "changed"] += 1;
      rows.remove(Number(row["id"]));
    };
    const enter = (row: Record<string, unknown>) => {
      const object = listedOf(row);
      rows.insert(prefix, path, object);
      addDigest(delta, digestOfRow(row));
      delta.objects += 1;
      delta.bytes += object.size;
      counts.added += 1;
    };
    eachRow(database, OTHER_ROWS, prefix, leave);
    eachRow(database, FRESH_ROWS, prefix, enter);
    counts.added -= counts.changed;
    tree.add(prefix, delta);
    database.run("DELETE FROM listed");
    return counts;
  });
}

const SLICE = 5000;
const OTHER_ROWS = `
  SELECT o.*, l.name AS listed FROM object o LEFT JOIN listed l ON l.name = o.name
  WHERE o.prefix = ? AND (l.name IS NULL OR NOT
    (o.size = l.size AND o.modified = l.modified AND o.etag = l.etag AND o.class = l.class)) LIMIT ${SLICE}`;
const FRESH_ROWS = `
  SELECT l.* FROM listed l LEFT JOIN object o ON o.prefix = ? AND o.name = l.name WHERE o.id IS NULL LIMIT ${SLICE}`;

/** What is done to a row must take it out of the answer: a prefix of a million objects is worked off in slices. */
function eachRow(
  database: IndexDatabase,
  sql: string,
  prefix: number,
  body: (row: Record<string, unknown>) => void,
): void {
  for (;;) {
    const slice = database.all(sql, prefix);
    for (const row of slice) body(row);
    if (slice.length < SLICE) return;
  }
}

/** Takes out prefixes below `scope` that the listing did not see and could have seen; returns how many may be left, and their objects. */
export function forgetGone(
  database: IndexDatabase,
  tree: PrefixTree,
  rows: ObjectRows,
  { zoneId, prefix: scope, scan }: { zoneId: string; prefix: string; scan: number },
  limit: number,
): { left: number; removed: number } {
  return database.transaction(() => {
    const gone = database.all(
      `SELECT id, a, b, objects, bytes FROM prefix
       WHERE zone = ? AND path >= ? AND path < ? AND objects > 0 AND path NOT IN (SELECT path FROM seen)
         AND NOT ${isUnread("prefix.path")} LIMIT ?`,
      zoneId,
      scope,
      scope + LAST,
      zoneId,
      scan,
      limit,
    );
    let removed = 0;
    for (const prefix of gone) {
      const id = Number(prefix["id"]);
      for (const { id: object } of database.all("SELECT id FROM object WHERE prefix = ?", id)) {
        rows.remove(Number(object));
        removed += 1;
      }
      const digest = { a: 0, b: 0 };
      subtractDigest(digest, { a: Number(prefix["a"]), b: Number(prefix["b"]) });
      tree.add(id, { ...digest, objects: -Number(prefix["objects"]), bytes: -Number(prefix["bytes"]) });
    }
    if (gone.length < limit) tree.removeEmpty(zoneId);
    return { left: gone.length < limit ? 0 : limit, removed };
  });
}

function listedOf(row: Record<string, unknown>) {
  return {
    path: String(row["name"]),
    size: Number(row["size"]),
    modified: Number(row["modified"]),
    etag: String(row["etag"]),
    storageClass: String(row["class"]),
  };
}

function digestOfRow(row: Record<string, unknown>): Digest {
  const { path, size, modified, etag, storageClass } = listedOf(row);
  return digestOf(path, size, modified, etag, storageClass);
}
