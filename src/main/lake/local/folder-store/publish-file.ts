import { link, lstat, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { log } from "../../../log.ts";
import { errorNumber } from "../file-errors.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * Answers of file systems that have no hard links (FAT, some network drives): link(2). Windows says
 * ERROR_INVALID_FUNCTION there, which libuv calls EISDIR (libuv, src/win/error.c).
 */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "EISDIR"]);

/**
 * Gives a finished file its name, in one step that fails when the name is taken. Where there are no hard links the name
 * is first taken by an empty file, which is then replaced: safe against races, but visible for a moment.
 */
export async function publishNew(partial: string, target: string): Promise<void> {
  try {
    await link(partial, target);
  } catch (error) {
    if (!NO_LINKS.has(errorNumber(error) ?? "")) throw error;
    await publishWithoutLinks(partial, target);
    await syncFolder(dirname(target));
    return;
  }
  await syncFolder(dirname(target));
  // The object is there, whole: another name of it that cannot be removed now is removed at a later start.
  await unlink(partial).catch((error: unknown) => log("warn", "an unfinished file was left behind", { error }));
}

async function publishWithoutLinks(partial: string, target: string): Promise<void> {
  await (await open(target, "wx")).close();
  try {
    await rename(partial, target);
  } catch (error) {
    // Ours, and empty: the name must not stay taken by nothing.
    await unlink(target);
    throw error;
  }
}

/** Gives a finished file its name, in place of the file that has it now. */
export async function publishReplacing(partial: string, target: string): Promise<void> {
  const existing = await lstat(target).catch(() => null);
  if (existing?.isDirectory()) {
    throw new AppError("ALREADY_EXISTS", "A folder has that name.", {
      hint: "Choose another name.",
      details: { file: target },
    });
  }
  await rename(partial, target);
  await syncFolder(dirname(target));
}
