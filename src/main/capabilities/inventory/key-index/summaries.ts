import type { IndexDatabase } from "../../../state/index-database.ts";
import { addDigest, digestOf } from "./digest.ts";
import { type NameShape, shapeOf } from "./name-shape.ts";

/** Names of more kinds than this in one folder have nothing in common: the rest are taken together. */
const SHAPES = 1000;
/** Objects and prefixes of one step. */
const ROWS = 2000;
const PREFIXES = 500;

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

/** Sums up prefixes that have changed, a few thousand objects at a step, also of a prefix of millions. */
export function* summariseChanged(database: IndexDatabase): Generator<void, void, void> {
  const found = new Map<number, Summary>();
  const keep = () => {
    database.transaction(() => found.forEach((summary, prefix) => write(database, prefix, summary)));
    found.clear();
  };
  for (;;) {
    const changed = database.all("SELECT id FROM prefix WHERE summarised = 0 LIMIT ?", PREFIXES);
    let rows = 0;
    for (const { id } of changed) {
      const summary: Summary = { rollup: new Map(), shapes: new Map() };
      for (const page of objectPages(database, Number(id))) {
        for (const row of page) add(summary, row);
        rows += page.length;
        if (rows < ROWS) continue;
        rows = 0;
        keep();
        yield;
      }
      found.set(Number(id), summary);
    }
    keep();
    if (changed.length < PREFIXES) return;
    yield;
  }
}

function* objectPages(database: IndexDatabase, prefix: number): Generator<Record<string, unknown>[]> {
  let after = "";
  for (;;) {
    const rows = database.all(
      `SELECT name, size, modified, etag, class FROM object WHERE prefix = ? AND name > ? ORDER BY name LIMIT ${ROWS}`,
      prefix,
      after,
    );
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) return;
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
