import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import type { FileCall } from "../../engine/questions/question-analysis.ts";
import type { DatasetNames } from "./dataset-names.ts";
import { findDataset, type FoundDataset, type QuestionParts } from "./open-datasets.ts";

const readers: ReadonlySet<string> = new Set(["read_parquet", "parquet_scan"]);
/** What a call has and a view has not: a name that means its rows, columns of its own, and row numbers. */
const ofCallsAlone =
  /\b(?:read_parquet|parquet_scan)\b(?!"?\s*\()|\b(?:filename|file_row_number|file_index|ordinality)\b/i;

/**
 * The one file that a typed `read_parquet('…')` reads, where a view of it would read the same, so that only what the
 * question needs is fetched of it. Null where that is not sure: then the call reads all of its files.
 */
export async function fileOfCall(
  parts: QuestionParts,
  names: DatasetNames,
  sql: string,
  call: FileCall,
  signal: AbortSignal,
): Promise<FoundDataset | null> {
  const [path, ...others] = call.paths;
  if (!parts.files.isRemote || path === undefined || others.length > 0) return null;
  if (!readers.has(call.function) || call.callEnd === null || ofCallsAlone.test(sql)) return null;
  // A reader takes partitions from the path by rules of its own.
  if (path.includes("=")) return null;
  try {
    const named = await names.atPath(path, signal);
    if (named.isPattern || isFolderPath(named.path)) return null;
    const dataset = await findDataset(parts, named, signal);
    return dataset.facts.format === "parquet" ? dataset : null;
  } catch (error) {
    // What is wrong with the file is for the call to say.
    if (!(error instanceof AppError) || isCancellation(error)) throw error;
    return null;
  }
}
