import type { Engine } from "../../engine/engine.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { identifier, literal } from "../../engine/writers/sql-text.ts";
import type { DatasetFacts } from "./questioned-lake.ts";
import type { PlannedScans } from "./scan-plan.ts";

/** As Hive names the folder of rows that have no value for a key. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

interface PartitionedFiles {
  dataset: { facts: DatasetFacts };
  /** Absolute paths, with their partition folders. */
  paths: readonly string[];
}

/**
 * The paths of the files whose partitions a plan reads, by DuckDB's own conditions over the values in the paths. Null where
 * that is all of them, or not sure: a value that cannot be told keeps its file.
 */
export async function filesOfPartitions(
  reader: Engine,
  { dataset: { facts }, paths }: PartitionedFiles,
  { fileFilters }: PlannedScans,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  if (!fileFilters || facts.partitionKeys.length === 0) return null;
  const values = facts.partitionKeys.map((key) => `${valueOf(key, typeOf(facts, key))} AS ${identifier(key)}`);
  const sql = `SELECT path FROM (SELECT path, ${values.join(", ")} FROM unnest([${paths.map(literal).join(", ")}]) AS f(path))
    WHERE ${fileFilters.map((filter) => `coalesce((${filter}), true)`).join(" OR ")}`;
  try {
    const { rows } = await reader.rows({ sql }, { readable: [], signal, maxRows: paths.length });
    return new Set(rows.map(([path]) => path ?? ""));
  } catch (error) {
    // A plan writes conditions for people: what cannot be read again leaves no file out.
    if (error instanceof AppError && error.code !== "CANCELLED" && !error.retryable) return null;
    throw error;
  }
}

function typeOf({ columns }: DatasetFacts, key: string): string {
  return columns.find(({ name }) => name === key)?.type ?? "VARCHAR";
}

/** SQL for the value of a key in `path`; NULL where it has none, or more than one. */
function valueOf(key: string, type: string): string {
  const found = `regexp_extract_all(path, ${literal(`[/\\\\]${escaped(key)}=([^/\\\\]*)`)}, 1)`;
  const value = `url_decode(${found}[1])`;
  return `TRY_CAST(CASE WHEN len(${found}) = 1 AND ${value} <> ${literal(NO_VALUE)} THEN ${value} END AS ${type})`;
}

function escaped(key: string): string {
  return key.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}
