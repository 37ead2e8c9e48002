import { AppError } from "../../../shared/domain/app-error.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import type { StoredObject } from "../ports.ts";
import { linkRefused, type NamedDataset } from "./dataset-names.ts";
import { globPattern, globRoot } from "./lake-paths.ts";
import type { QuestionedLake } from "./questioned-lake.ts";

export interface DatasetFiles {
  /** Files with content, in key order. */
  files: StoredObject[];
  /** Symbolic links that were passed over. */
  links: number;
}

/** One query names each file to DuckDB; more would make a statement of tens of megabytes. */
const MAX_FILES = 50_000;

/**
 * The data files of a dataset. QUERY_FAILED with the reason when there are none, TOO_LARGE when there are more than one
 * query can name.
 */
export async function filesOf(lake: QuestionedLake, named: NamedDataset, signal: AbortSignal): Promise<DatasetFiles> {
  const { zone, path, isPattern } = named;
  if (isPattern) return requireFiles(named, await below(lake, named, globRoot(path), globPattern(path), signal));
  if (isFolderPath(path)) return requireFiles(named, await below(lake, named, path, null, signal));
  const entry = await lake.objects.stat(zone.location + path, { signal });
  if (entry.kind === "link") throw linkRefused(zone, path);
  return requireFiles(named, { files: entry.kind === "object" ? [entry] : [], links: 0 });
}

async function below(
  { objects }: QuestionedLake,
  { zone, path }: NamedDataset,
  folder: string,
  pattern: RegExp | null,
  signal: AbortSignal,
): Promise<DatasetFiles> {
  const prefix = zone.location + folder;
  const files: StoredObject[] = [];
  let links = 0;
  for await (const page of objects.list(prefix, { recursive: true, signal })) {
    for (const entry of page) {
      const isMeant = pattern ? pattern.test(entry.key.slice(zone.location.length)) : true;
      if (!isMeant || isHidden(entry.key.slice(prefix.length))) continue;
      if (entry.kind === "link") links += 1;
      if (entry.kind === "object") files.push(entry);
    }
    if (files.length > MAX_FILES) throw tooMany(path);
  }
  return { files: files.toSorted((a, b) => (a.key < b.key ? -1 : 1)), links };
}

/** Names that start with "_" or "." are no data (Hadoop's FileInputFormat), unless they are partitions: `_day=1`. */
function isHidden(path: string): boolean {
  return path.split("/").some((segment) => /^[_.]/.test(segment) && !segment.includes("="));
}

function requireFiles({ zone, path, isPattern, called }: NamedDataset, { files, links }: DatasetFiles): DatasetFiles {
  if (files.length === 0) {
    const what = isPattern ? `No file matches “${zone.location}${path}”` : `The folder ${called} holds no data files`;
    const why =
      links > 0 ? `; symbolic links, of which there ${links === 1 ? "is one" : `are ${links}`}, are not followed` : "";
    throw new AppError(links > 0 ? "QUERY_REFUSED" : "QUERY_FAILED", `${what}${why}.`, {
      hint: "Open the zone to see what is there.",
    });
  }
  const filled = files.filter(({ size }) => size > 0);
  if (filled.length > 0) return { files: filled, links };
  const subject =
    files.length === 1 ? `The file ${called} is empty` : `All ${files.length} files of ${called} are empty`;
  throw new AppError("QUERY_FAILED", `${subject} (0 bytes), so it has no columns to ask for.`, {
    hint: "Ask whoever wrote it to send it again.",
  });
}

function tooMany(path: string): AppError {
  return new AppError(
    "TOO_LARGE",
    `“${path}” has more than ${MAX_FILES.toLocaleString("en")} files, which one query cannot name.`,
    {
      hint: "Ask for one of its folders, such as a year.",
      details: { limit: MAX_FILES },
    },
  );
}

/** True for files of formats that hold tables, by their names. */
export function isTableName(name: string): boolean {
  const format = formatOfName(name);
  return format !== undefined && format !== "text";
}
