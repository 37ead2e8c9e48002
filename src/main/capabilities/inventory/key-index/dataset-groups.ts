import { baseName } from "../../../../shared/domain/object-address.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { type Digest, addDigest } from "./digest.ts";
import { isDateFolder, isPartName } from "./name-shape.ts";

/** Children of a folder that are looked at to see how it is laid out: the names of partitions are alike. */
const LOOKED_AT = 50;
const PAGE = 2000;

export interface DatasetGroup extends Digest {
  path: string;
  pattern: string;
  kind: "file" | "parts" | "series" | "partitions" | "delta" | "iceberg" | "hudi";
  /** Objects of each format of its data files. */
  formats: Map<string, number>;
  objects: number;
  bytes: number;
  newest: number;
}

interface ShapeRow extends Digest {
  shape: string;
  role: string;
  format: string;
  dated: boolean;
  objects: number;
  bytes: number;
  newest: number;
  first: string;
}

/**
 * Finds the datasets of a zone by the names of its prefixes and objects, in order of path, so that only the folders on
 * the way to the one at hand are in memory.
 */
export function* datasetGroups(database: IndexDatabase, zoneId: string): Generator<DatasetGroup> {
  let root: DatasetGroup | null = null;
  let hidden: string | null = null;
  for (const { id, path } of prefixes(database, zoneId)) {
    if (hidden !== null && path.startsWith(hidden)) {
      if (root && isTableFormat(root)) absorb(root, shapesOf(database, id), true);
      continue;
    }
    hidden = null;
    if (root && !path.startsWith(root.path)) {
      if (root.objects > 0) yield root;
      root = null;
    }
    if (path !== "" && isHiddenFolder(baseName(path))) hidden = path;
    else if (!root) root = rootAt(database, zoneId, id, path);
    const shapes = shapesOf(database, id);
    if (root) absorb(root, shapes, isTableFormat(root));
    else if (hidden === null) yield* groupsOfFolder(path, shapes, () => foldersIn(database, id).length > 0);
  }
  if (root && root.objects > 0) yield root;
}

function* prefixes(database: IndexDatabase, zoneId: string): Generator<{ id: number; path: string }> {
  let after: string | null = null;
  for (;;) {
    const rows: Record<string, unknown>[] =
      after === null
        ? database.all(`SELECT id, path FROM prefix WHERE zone = ? ORDER BY path LIMIT ${PAGE}`, zoneId)
        : database.all(
            `SELECT id, path FROM prefix WHERE zone = ? AND path > ? ORDER BY path LIMIT ${PAGE}`,
            zoneId,
            after,
          );
    for (const row of rows) yield { id: Number(row["id"]), path: String(row["path"]) };
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = String(last["path"]);
  }
}

function isHiddenFolder(name: string): boolean {
  return /^[_.]/.test(name) && !name.includes("=");
}

function isTableFormat({ kind }: DatasetGroup): boolean {
  return kind === "delta" || kind === "iceberg" || kind === "hudi";
}

/** The dataset that all below a folder belongs to, if there is one. */
function rootAt(database: IndexDatabase, zoneId: string, id: number, path: string): DatasetGroup | null {
  const format = tableFormatAt(database, zoneId, path);
  if (format) return emptyGroup(path, format);
  if (path === "") return null;
  const children = foldersIn(database, id);
  if (children.length === 0) return null;
  if (children.some((name) => name.indexOf("=") > 0)) return emptyGroup(path, "partitions");
  return children.every(isDateFolder) ? emptyGroup(path, "series") : null;
}

/** Names of some folders in a folder, without those that engines pass over. */
function foldersIn(database: IndexDatabase, id: number): string[] {
  return database
    .all(`SELECT path FROM prefix WHERE parent = ? LIMIT ${LOOKED_AT}`, id)
    .map((row) => baseName(String(row["path"])))
    .filter((name) => !isHiddenFolder(name));
}

function tableFormatAt(database: IndexDatabase, zoneId: string, path: string): "delta" | "iceberg" | "hudi" | null {
  const has = (folder: string) =>
    database.count("SELECT count(*) AS n FROM prefix WHERE zone = ? AND path = ?", zoneId, path + folder) > 0;
  if (has("_delta_log/")) return "delta";
  if (has(".hoodie/")) return "hudi";
  const metadata = database.count(
    `SELECT count(*) AS n FROM prefix JOIN shape ON shape.prefix = prefix.id
     WHERE zone = ? AND path = ? AND shape.first LIKE '%.metadata.json'`,
    zoneId,
    `${path}metadata/`,
  );
  return metadata > 0 ? "iceberg" : null;
}

function shapesOf(database: IndexDatabase, prefix: number): ShapeRow[] {
  return database.all("SELECT * FROM shape WHERE prefix = ?", prefix).map((row) => ({
    shape: String(row["shape"]),
    role: String(row["role"]),
    format: String(row["format"]),
    dated: row["dated"] === 1,
    objects: Number(row["objects"]),
    bytes: Number(row["bytes"]),
    newest: Number(row["newest"]),
    a: Number(row["a"]),
    b: Number(row["b"]),
    first: String(row["first"]),
  }));
}

/** Files of one kind of name are one dataset; they are the folder where there is nothing else in it. */
function* groupsOfFolder(path: string, shapes: readonly ShapeRow[], isDivided: () => boolean): Generator<DatasetGroup> {
  const data = shapes.filter(({ role }) => role === "data");
  const isWhole = data.length === 1 && path !== "";
  for (const shape of data) {
    const isOne = shape.objects === 1 && !(isWhole && isPartName(shape.first) && !isDivided());
    // A single file without an ending is a README or a script more often than a table.
    if (isOne && shape.format === "none") continue;
    const group = isOne
      ? emptyGroup(path + shape.first, "file")
      : emptyGroup(isWhole ? path : path + shape.first, shape.dated ? "series" : "parts");
    if (!isOne && !isWhole) group.pattern = path + shape.shape;
    absorb(group, [shape], false);
    yield group;
  }
}

function emptyGroup(path: string, kind: DatasetGroup["kind"]): DatasetGroup {
  return { path, pattern: "", kind, formats: new Map(), objects: 0, bytes: 0, newest: 0, a: 0, b: 0 };
}

/** `whole`: also what engines pass over counts, as the log of a table does. */
function absorb(group: DatasetGroup, shapes: readonly ShapeRow[], whole: boolean): void {
  for (const shape of shapes) {
    if (whole || shape.role === "data") {
      addDigest(group, shape);
      group.newest = Math.max(group.newest, shape.newest);
    }
    if (shape.role !== "data") continue;
    group.objects += shape.objects;
    group.bytes += shape.bytes;
    group.formats.set(shape.format, (group.formats.get(shape.format) ?? 0) + shape.objects);
  }
}
