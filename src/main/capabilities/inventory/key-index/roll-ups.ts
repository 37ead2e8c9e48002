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
  const { format, class: storageClass, month } = shares(database, zoneId, path);
  return RollUp.parse({
    ...total,
    children: shown,
    rest: {
      children: countChildren(database, zoneId, path) - shown.length,
      objects: total.objects - sum("objects"),
      bytes: total.bytes - sum("bytes"),
    },
    formats: format.toSorted((a, b) => b.bytes - a.bytes),
    storageClasses: storageClass.toSorted((a, b) => b.bytes - a.bytes),
    months: month
      .toSorted((a, b) => Number(a.name) - Number(b.name))
      .map(({ name, ...share }) => ({ ...share, name: monthText(Number(name)) })),
  });
}

function totalOf(database: IndexDatabase, zoneId: string | null, path: string): { objects: number; bytes: number } {
  const total = "SELECT coalesce(sum(all_objects), 0) AS objects, coalesce(sum(all_bytes), 0) AS bytes FROM prefix";
  const [row] =
    zoneId === null
      ? database.all(`${total} WHERE parent IS NULL`)
      : database.all(`${total} WHERE zone = ? AND path = ?`, zoneId, path);
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
        "SELECT zone AS name, all_objects AS objects, all_bytes AS bytes FROM prefix WHERE parent IS NULL ORDER BY bytes DESC",
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
  if (zoneId === null) return database.count("SELECT count(*) AS n FROM prefix WHERE parent IS NULL");
  return database.count(
    `SELECT objects + (SELECT count(*) FROM prefix below WHERE below.parent = prefix.id) AS n FROM prefix WHERE zone = ? AND path = ?`,
    zoneId,
    path,
  );
}

type Part = "format" | "class" | "month";

/** All that is below a prefix, by each of its parts: read once, as there is a row or more for every folder. */
function shares(database: IndexDatabase, zoneId: string | null, path: string): Record<Part, Share[]> {
  const sums = (where: string) =>
    `SELECT format, class, month, sum(rollup.objects) AS objects, sum(rollup.bytes) AS bytes
     FROM prefix JOIN rollup ON rollup.prefix = prefix.id ${where} GROUP BY format, class, month`;
  const rows =
    zoneId === null
      ? database.all(sums(""))
      : database.all(sums("WHERE zone = ? AND path >= ? AND path < ?"), zoneId, path, path + LAST);
  return { format: sharesBy("format", rows), class: sharesBy("class", rows), month: sharesBy("month", rows) };
}

function sharesBy(part: Part, rows: readonly Record<string, unknown>[]): Share[] {
  const found = new Map<string, Share>();
  for (const row of rows) {
    const { name, objects, bytes } = shareOf({ ...row, name: row[part] });
    const share = found.get(name) ?? { name, objects: 0, bytes: 0 };
    found.set(name, share);
    share.objects += objects;
    share.bytes += bytes;
  }
  return [...found.values()];
}

function shareOf(row: Record<string, unknown>): Share {
  return { name: String(row["name"]), objects: Number(row["objects"]), bytes: Number(row["bytes"]) };
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
