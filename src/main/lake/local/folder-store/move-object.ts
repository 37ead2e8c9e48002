import { link, lstat, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import { pathOfKey, provenExisting, provenPath } from "./key-paths.ts";
import { syncFolder } from "./sync-folder.ts";
import { makeFolders } from "./write-object.ts";

/** Moves an object, or a prefix with all that is below it, to a key that is free. */
export async function moveObject(root: string, from: string, to: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new AppError("CANCELLED", "Moving was cancelled.");
  if (from.endsWith("/") !== to.endsWith("/") || from === "" || to === "") {
    throw new AppError("INVALID_INPUT", `“${from}” cannot become “${to}”.`);
  }
  if (to.startsWith(from) && from.endsWith("/")) {
    throw new AppError("INVALID_INPUT", `“${from}” cannot be moved into itself.`, { hint: "Choose another folder." });
  }
  try {
    const source = await provenExisting(root, from);
    await makeFolders(root, to, dirname(pathOfKey(root, to)));
    const target = await provenPath(root, to);
    const isFolder = (await lstat(source)).isDirectory();
    if (isFolder !== from.endsWith("/")) throw new AppError("NOT_FOUND", `“${from}” is not there.`);
    await (isFolder ? moveFolder : moveFile)(source, target, to);
    // The new name first: a crash in between may leave both, never neither.
    await syncFolder(dirname(target));
    if (dirname(source) !== dirname(target)) await syncFolder(dirname(source));
  } catch (error) {
    if (errorNumber(error) === "EXDEV") {
      throw new AppError("UNSUPPORTED", `“${to}” is on another disk than “${from}”.`, {
        hint: "Copy it, then delete the original.",
      });
    }
    throw fileError(error, from);
  }
}

/** rename(2) would replace what is there; a second link fails instead. */
async function moveFile(source: string, target: string, to: string): Promise<void> {
  if (await isSameFile(source, target)) return rename(source, target);
  try {
    await link(source, target);
  } catch (error) {
    const code = errorNumber(error) ?? "";
    if (code === "EEXIST") throw taken(to, error);
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EISDIR"].includes(code)) throw error;
    if (await lstat(target).catch(() => null)) throw taken(to, error);
    return rename(source, target);
  }
  await unlink(source);
}

/** rename(2) replaces an empty folder only, in which nothing can be lost. */
async function moveFolder(source: string, target: string, to: string): Promise<void> {
  const existing = await lstat(target).catch(() => null);
  if (existing && !(await isSameFile(source, target))) throw taken(to, null);
  await rename(source, target).catch((error: unknown) => {
    throw ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errorNumber(error) ?? "") ? taken(to, error) : error;
  });
}

/** True when only the spelling changes, on file systems that do not tell upper from lower case. */
async function isSameFile(source: string, target: string): Promise<boolean> {
  if (source.toLowerCase() !== target.toLowerCase()) return false;
  const [a, b] = await Promise.all([lstat(source), lstat(target).catch(() => null)]);
  return b !== null && a.ino === b.ino && a.dev === b.dev;
}

function taken(key: string, cause: unknown): AppError {
  return new AppError("ALREADY_EXISTS", `“${key}” exists already.`, {
    hint: "Choose another name.",
    details: { file: key },
    cause,
  });
}
