import type { Preview } from "../../../../shared/contract/preview.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { StoreEntry } from "../../../lake/ports.ts";
import type { ReadableStore } from "../object-reader.ts";
import { isPartitionFolder } from "./hive-partitions.ts";

type TableFormat = Extract<Extract<Preview, { kind: "recognised" }>["format"], "delta" | "iceberg" | "hudi">;

export interface RecognisedTable {
  format: TableFormat;
  /** Prefix of the table, which may be above a partition folder that was asked for. */
  root: string;
}

/** How many entries of `metadata/` are looked at for Iceberg's files. */
const MAX_ENTRIES = 5000;

/**
 * A table format whose log decides which files count: the folder itself, or a table around it when the folder is one of
 * its partitions.
 */
export async function recogniseTable(
  store: ReadableStore,
  prefix: string,
  zoneLocation: string,
  signal: AbortSignal,
): Promise<RecognisedTable | null> {
  for (let root = prefix; ; root = parentOf(root)) {
    const format = await formatAt(store, root, signal);
    if (format) return { format, root };
    if (root === zoneLocation || root === "" || !isPartitionFolder(lastSegment(root))) return null;
  }
}

/** Direct children of a folder up to a bound; none when there is no such folder. */
export async function children(
  store: ReadableStore,
  prefix: string,
  limit: number,
  signal: AbortSignal,
): Promise<StoreEntry[]> {
  const entries: StoreEntry[] = [];
  try {
    for await (const page of store.list(prefix, { recursive: false, signal })) {
      entries.push(...page);
      if (entries.length >= limit) break;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return [];
    throw error;
  }
  return entries;
}

async function formatAt(store: ReadableStore, root: string, signal: AbortSignal): Promise<TableFormat | null> {
  const [delta, hudi, iceberg] = await Promise.all([
    children(store, `${root}_delta_log/`, 1, signal),
    children(store, `${root}.hoodie/`, 1, signal),
    children(store, `${root}metadata/`, MAX_ENTRIES, signal),
  ]);
  if (delta.length > 0) return "delta";
  if (hudi.length > 0) return "hudi";
  return iceberg.some(({ key }) => key.endsWith(".metadata.json")) ? "iceberg" : null;
}

function parentOf(prefix: string): string {
  return prefix.slice(0, prefix.slice(0, -1).lastIndexOf("/") + 1);
}

function lastSegment(prefix: string): string {
  return prefix.slice(parentOf(prefix).length, -1);
}
