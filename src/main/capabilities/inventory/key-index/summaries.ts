import type { IndexDatabase } from "../../../state/index-database.ts";
import { addDigest, digestOf } from "./digest.ts";
import { type NameShape, shapeOf } from "./name-shape.ts";

/** Names of more kinds than this in one folder have nothing in common: the rest are taken together. */
const SHAPES = 1000;
const ROWS = 2000;

interface Shape extends NameShape {
  objects: number;
  bytes: number;
  empty: number;
  newest: number;
  a: number;
  b: number;
  first: string;
}

interface Summary {
  rollup: Map<string, { format: string; storageClass: string; month: number; objects: number; bytes: number }>;
  shapes: Map<string, Shape>;
}

/** Sums up prefixes that have changed, at most `limit`; returns how many are left. */
export function summarise(database: IndexDatabase, limit: number): number {
  database.transaction(() => {
    for (const row of database.all("SELECT id FROM prefix WHERE summarised = 0 LIMIT ?", limit)) {
      const id = Number(row["id"]);
      write(database, id, summaryOf(database, id));
    }
  });
  return database.count("SELECT count(*) AS n FROM prefix WHERE summarised = 0");
}

function summaryOf(database: IndexDatabase, prefix: number): Summary {
  const summary: Summary = { rollup: new Map(), shapes: new Map() };
  let after = "";
  for (;;) {
    const rows = database.all(
      `SELECT name, size, modified, etag, class FROM object WHERE prefix = ? AND name > ? ORDER BY name LIMIT ${ROWS}`,
      prefix,
      after,
    );
    for (const row of rows) add(summary, row);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) return summary;
    after = String(last["name"]);
  }
}

function add({ rollup, shapes }: Summary, row: Record<string, unknown>): void {
  const [name, etag, storageClass] = [String(row["name"]), String(row["etag"]), String(row["class"])];
  const [size, modified] = [Number(row["size"]), Number(row["modified"])];
  const found = shapeOf(name);
  const month = monthOf(modified);
  const key = `${found.format} ${storageClass} ${month}`;
  const sum = rollup.get(key) ?? { format: found.format, storageClass, month, objects: 0, bytes: 0 };
  rollup.set(key, sum);
  sum.objects += 1;
  sum.bytes += size;
  const common = shapes.has(found.shape) || shapes.size < SHAPES ? `${found.shape}\0${found.role}` : `*\0${found.role}`;
  const shape = shapes.get(common) ?? {
    ...found,
    shape: common.slice(0, common.indexOf("\0")),
    objects: 0,
    bytes: 0,
    empty: 0,
    newest: 0,
    a: 0,
    b: 0,
    first: name,
  };
  shapes.set(common, shape);
  addDigest(shape, digestOf(name, size, modified, etag, storageClass));
  shape.objects += 1;
  shape.bytes += size;
  if (size === 0) shape.empty += 1;
  if (modified > shape.newest) shape.newest = modified;
}

/** Months since year 0, UTC. */
function monthOf(modified: number): number {
  const date = new Date(modified);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function write(database: IndexDatabase, prefix: number, { rollup, shapes }: Summary): void {
  database.run("DELETE FROM rollup WHERE prefix = ?", prefix);
  database.run("DELETE FROM shape WHERE prefix = ?", prefix);
  for (const { format, storageClass, month, objects, bytes } of rollup.values()) {
    database.run("INSERT INTO rollup VALUES (?, ?, ?, ?, ?, ?)", prefix, format, storageClass, month, objects, bytes);
  }
  for (const { shape, role, format, dated, objects, bytes, empty, newest, a, b, first } of shapes.values()) {
    database.run(
      "INSERT OR REPLACE INTO shape VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      prefix,
      shape,
      role,
      format,
      Number(dated),
      objects,
      bytes,
      empty,
      newest,
      a,
      b,
      first,
    );
  }
  database.run("UPDATE prefix SET summarised = 1 WHERE id = ?", prefix);
}
