import type { UploadPlan, UploadSource } from "../../../shared/contract/transfers.ts";
import { AppError } from "../../../shared/domain/app-error.ts";

/** A file that the page may read, or an empty folder, by its path below what was dropped or chosen. */
export interface LocalFile {
  /** "/"-separated: "folder/a.csv"; "folder/" for an empty folder. */
  relativePath: string;
  /** Null for an empty folder. */
  file: File | null;
}

export type UploadProblem = UploadPlan["problems"][number];

/** What an upload would take, as main is asked, and the files whose bytes the page will send. */
export interface Gathered {
  sources: UploadSource[];
  files: ReadonlyMap<string, File>;
  /** What the page itself could not take. */
  problems: UploadProblem[];
}

/** Limits of the contract: sources a plan, and characters a path. */
const MOST_SOURCES = 100_000;
const LONGEST_PATH = 4096;

/** Files and folders of the computer that main reads itself. */
export function gatheredPaths(paths: readonly string[]): Gathered {
  return { sources: paths.map((path) => ({ kind: "path", path })), files: new Map(), problems: [] };
}

/** Files whose bytes the page will send. TOO_LARGE above 100,000. */
export function gatheredFiles(local: readonly LocalFile[], problems: readonly UploadProblem[] = []): Gathered {
  assertFew(local.length);
  const gathered: Gathered = { sources: [], files: new Map(), problems: [...problems] };
  const files = new Map<string, File>();
  for (const { relativePath, file } of local) {
    if (relativePath.length > LONGEST_PATH) {
      gathered.problems.push({
        path: relativePath,
        reason: `Its path is longer than ${LONGEST_PATH.toLocaleString("en")} characters.`,
        willSkip: true,
      });
      continue;
    }
    const modified = file === null ? null : new Date(file.lastModified).toISOString();
    gathered.sources.push({ kind: "stream", relativePath, size: file?.size ?? 0, modified });
    if (file) files.set(relativePath, file);
  }
  return { ...gathered, files };
}

export function assertFew(count: number): void {
  if (count <= MOST_SOURCES) return;
  throw new AppError("TOO_LARGE", "These are more than 100,000 files and folders at once.", {
    hint: "Upload them in parts, or in the desktop app, which reads folders itself.",
  });
}
