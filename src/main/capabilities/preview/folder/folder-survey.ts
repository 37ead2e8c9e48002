import type { DataFormat } from "../../../../shared/domain/data-format.ts";
import { formatOfName } from "../../../../shared/domain/data-format.ts";
import type { StoredObject } from "../../../lake/ports.ts";
import type { ReadableStore } from "../object-reader.ts";

/** Objects that are looked at before a folder counts as large; more would be a listing and not a preview. */
const MAX_LISTED = 10_000;

export interface FolderSurvey {
  /** Data files in key order; marker and hidden files are left out, as every engine leaves them out. */
  files: StoredObject[];
  /** True when the listing was broken off. */
  atLeast: boolean;
  bytes: number;
  /** Data files by the format of their names. */
  formats: Map<DataFormat | "unknown", number>;
}

/** Lists what is below a folder, up to a bound. NOT_FOUND when there is no such folder. */
export async function surveyFolder(store: ReadableStore, prefix: string, signal: AbortSignal): Promise<FolderSurvey> {
  const files: StoredObject[] = [];
  let listed = 0;
  let atLeast = false;
  for await (const page of store.list(prefix, { recursive: true, signal })) {
    for (const entry of page)
      if (entry.kind === "object" && !isHidden(entry.key.slice(prefix.length))) files.push(entry);
    listed += page.length;
    if (listed >= MAX_LISTED) {
      atLeast = true;
      break;
    }
  }
  files.sort((a, b) => (a.key < b.key ? -1 : 1));
  const formats = new Map<DataFormat | "unknown", number>();
  for (const { key } of files) {
    const format = formatOfName(key) ?? "unknown";
    formats.set(format, (formats.get(format) ?? 0) + 1);
  }
  return { files, atLeast, bytes: files.reduce((sum, { size }) => sum + size, 0), formats };
}

/** Names that start with "_" or "." are no data (Hadoop's FileInputFormat), unless they are partitions: `_day=1`. */
function isHidden(path: string): boolean {
  return path.split("/").some((segment) => /^[_.]/.test(segment) && !segment.includes("="));
}
