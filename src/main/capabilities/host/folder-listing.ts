import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../../shared/domain/app-error.ts";

export interface FolderListing {
  path: string;
  parent: string | null;
  folders: { name: string; path: string; isLake: boolean }[];
}

/** More than a person looks through; the path can be typed instead. */
const MAX_FOLDERS = 5_000;
/** How many folders are looked into at a time. */
const LOOK_AHEAD = 32;

/**
 * The folders of a folder, in name order, hidden ones last; links to folders count. For choosing a lake where there is
 * no native dialog. NOT_FOUND, ACCESS_DENIED or INVALID_INPUT (a file) when it cannot be listed.
 */
export async function listFolders(path: string, signal?: AbortSignal): Promise<FolderListing> {
  const folder = resolve(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unlistable(folder, cause);
  });
  const candidates = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .toSorted((a, b) => Number(a.name.startsWith(".")) - Number(b.name.startsWith(".")) || compareNames(a.name, b.name))
    .slice(0, MAX_FOLDERS);
  const folders: FolderListing["folders"] = [];
  for (let start = 0; start < candidates.length; start += LOOK_AHEAD) {
    signal?.throwIfAborted();
    const looked = candidates.slice(start, start + LOOK_AHEAD).map(async (entry) => {
      const at = join(folder, entry.name);
      if (entry.isSymbolicLink() && !(await isFolder(at))) return [];
      return [{ name: entry.name, path: at, isLake: await isFolder(join(at, ".lakeshore", "lake")) }];
    });
    folders.push(...(await Promise.all(looked)).flat());
  }
  const parent = dirname(folder);
  return { path: folder, parent: parent === folder ? null : parent, folders };
}

const { compare: compareNames } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

function unlistable(folder: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  const details = { path: folder };
  if (code === "ENOENT") return new AppError("NOT_FOUND", `There is no folder ${folder}.`, { details, cause });
  if (code === "ENOTDIR") return new AppError("INVALID_INPUT", `${folder} is a file.`, { details, cause });
  if (code === "EACCES" || code === "EPERM") {
    return new AppError("ACCESS_DENIED", `You may not look into ${folder}.`, { details, cause });
  }
  return new AppError("UNAVAILABLE", `${folder} cannot be read now.`, { details, cause, retryable: true });
}
