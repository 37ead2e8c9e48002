import { RollUp } from "../../../../shared/domain/inventory.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { LAST } from "./paths-below.ts";

const CHILDREN = 60;

/** Sizes below a prefix; with no zone, of all zones, which are then the children. */
export function rollUp(database: IndexDatabase, zoneId: string | null, path: string): RollUp {
  const total = totalOf(database, zoneId, path);
  const children = childrenOf(database, zoneId, path);
  const shown = children.slice(0, CHILDREN);
  const sum = (key: "objects" | "bytes") => shown.reduce((all, child) => all + child[key], 0);
  return RollUp.parse({
    ...total,
    children: shown,
    rest: {
      children: countChildren(database, zoneId, path) - shown.length,
      objects: total.objects - sum("objects"),
      bytes: total.bytes - sum("bytes"),
    },
    formats: shares(database, "format", zoneId, path).toSorted((a, b) => b.bytes - a.bytes),
    storageClasses: shares(database, "class", zoneId, path).toSorted((a, b) => b.bytes - a.bytes),
    months: shares(database, "month", zoneId, path)
      .toSorted((a, b) => Number(a.name) - Number(b.name))
      .map(({ name, ...share }) => ({ ...share, name: monthText(Number(name)) })),
  });
}

function totalOf(database: IndexDatabase, zoneId: string | null, path: string): { objects: number; bytes: number } {
  const [row] = database.all(
    `SELECT coalesce(sum(all_objects), 0) AS objects, coalesce(sum(all_bytes), 0) AS bytes FROM prefix
     WHERE path = ? AND (? IS NULL OR zone = ?)`,
    path,
    zoneId,
    zoneId,
  );
  return { objects: Number(row?.["objects"]), bytes: Number(row?.["bytes"]) };
}

interface Share {
  name: string;
  objects: number;
  bytes: number;
}

function childrenOf(database: IndexDatabase, zoneId: string | null, path: string): Share[] {
  if (zoneId === null) {
    return database
      .all(
        "SELECT zone AS name, all_objects AS objects, all_bytes AS bytes FROM prefix WHERE path = '' ORDER BY bytes DESC",
      )
      .map((row) => shareOf(row));
  }
  const folders = database.all(
    `SELECT path AS name, all_objects AS objects, all_bytes AS bytes FROM prefix
     WHERE parent = (SELECT id FROM prefix WHERE zone = ? AND path = ?) ORDER BY all_bytes DESC LIMIT ?`,
    zoneId,
    path,
    CHILDREN,
  );
  const objects = database.all(
    `SELECT name, 1 AS objects, size AS bytes FROM object
     WHERE prefix = (SELECT id FROM prefix WHERE zone = ? AND path = ?) ORDER BY size DESC LIMIT ?`,
    zoneId,
    path,
    CHILDREN,
  );
  return [
    ...folders.map((row) => shareOf({ ...row, name: String(row["name"]).slice(path.length) })),
    ...objects.map((row) => shareOf(row)),
  ].toSorted((a, b) => b.bytes - a.bytes);
}

function countChildren(database: IndexDatabase, zoneId: string | null, path: string): number {
  if (zoneId === null) return database.count("SELECT count(*) AS n FROM prefix WHERE path = ''");
  return database.count(
    `SELECT objects + (SELECT count(*) FROM prefix below WHERE below.parent = prefix.id) AS n FROM prefix WHERE zone = ? AND path = ?`,
    zoneId,
    path,
  );
}

function shares(
  database: IndexDatabase,
  column: "format" | "class" | "month",
  zoneId: string | null,
  path: string,
): Share[] {
  return database
    .all(
      `SELECT rollup.${column} AS name, sum(rollup.objects) AS objects, sum(rollup.bytes) AS bytes
       FROM prefix JOIN rollup ON rollup.prefix = prefix.id
       WHERE (? IS NULL OR zone = ?) AND path >= ? AND path < ? GROUP BY rollup.${column}`,
      zoneId,
      zoneId,
      path,
      path + LAST,
    )
    .map((row) => shareOf(row));
}

function shareOf(row: Record<string, unknown>): Share {
  return { name: String(row["name"]), objects: Number(row["objects"]), bytes: Number(row["bytes"]) };
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
