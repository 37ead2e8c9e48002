import type { PreviewColumn } from "../../../../shared/contract/preview.ts";
import type { Cell } from "../../../../shared/domain/columns.ts";
import { ColumnSample } from "../columns/column-sample.ts";
import { classify } from "../columns/value-kinds.ts";

/** What Hive writes as the folder of rows whose key is null. */
const NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";
/** The types that engines read from partition folders; the rest stays text. */
const partitionTypes = new Set(["BIGINT", "DATE", "TIMESTAMP"]);

export interface PartitionLayout {
  keys: string[];
  /** Folders between the dataset and a file that are no `key=value`. */
  plainFolders: boolean;
}

/** Keys of the `key=value` folders that lead to the files, in order. Files that disagree make a layout without keys. */
export function partitionLayout(paths: readonly string[]): PartitionLayout {
  const layouts = new Set<string>();
  let plainFolders = false;
  for (const path of paths) {
    const folders = foldersOf(path);
    const keys = folders.map((folder) => partitionOf(folder)?.key);
    if (keys.includes(undefined)) plainFolders = true;
    layouts.add(JSON.stringify(keys.filter((key) => key !== undefined)));
  }
  const [only] = layouts;
  const keys: unknown = layouts.size === 1 && only !== undefined && !plainFolders ? JSON.parse(only) : [];
  return { keys: Array.isArray(keys) ? keys.map(String) : [], plainFolders };
}

/** Value of each key for one file. */
export function partitionValues(path: string, keys: readonly string[]): Cell[] {
  const values = new Map(
    foldersOf(path).flatMap((folder) => {
      const partition = partitionOf(folder);
      return partition ? [[partition.key, partition.value] as const] : [];
    }),
  );
  return keys.map((key) => values.get(key) ?? null);
}

/** Columns of the keys, typed by the values in all paths. */
export function partitionColumns(paths: readonly string[], keys: readonly string[]): PreviewColumn[] {
  const samples = keys.map(() => ({ sample: new ColumnSample(), seen: new Set<Cell>() }));
  for (const path of paths) {
    partitionValues(path, keys).forEach((value, index) => {
      const column = samples[index];
      if (!column || column.seen.has(value)) return;
      column.seen.add(value);
      if (value === null || value === "") column.sample.addEmpty();
      else column.sample.add(value, 0, classify(value, "."));
    });
  }
  return samples.map(({ sample }, index) => {
    const { column } = sample.infer(keys[index] ?? "");
    const typed = partitionTypes.has(column.type) ? column : { ...column, type: "VARCHAR", kind: "text" as const };
    return { ...typed, evidence: null, isPartition: true };
  });
}

/** True for the name of a folder as Hive writes partitions. */
export function isPartitionFolder(name: string): boolean {
  return partitionOf(name) !== null;
}

function foldersOf(path: string): string[] {
  return path.split("/").slice(0, -1);
}

function partitionOf(folder: string): { key: string; value: Cell } | null {
  const equals = folder.indexOf("=");
  if (equals < 1) return null;
  const value = folder.slice(equals + 1);
  return { key: unescaped(folder.slice(0, equals)), value: value === NULL_PARTITION ? null : unescaped(value) };
}

/** Hive writes special characters as %XX; a stray % stays as it is. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
