import { link, lstat, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { errorNumber } from "../file-errors.ts";

/** Answers of file systems that have no hard links (FAT, some network drives): link(2). */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);

/**
 * Gives a finished file its name, in one step that fails when the name is taken. Where there are no hard links the name
 * is first taken by an empty file, which is then replaced: safe against races, but visible for a moment.
 */
export async function publishNew(partial: string, target: string): Promise<void> {
  try {
    await link(partial, target);
    await unlink(partial);
  } catch (error) {
    if (!NO_LINKS.has(errorNumber(error) ?? "")) throw error;
    await (await open(target, "wx")).close();
    await rename(partial, target);
  }
  await syncFolder(dirname(target));
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

/** Makes a new name durable (fsync(2)): Windows has no such call for folders and does without. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    // Some network file systems cannot sync a folder; the file itself is safe.
    if (!["EINVAL", "ENOTSUP", "EISDIR"].includes(errorNumber(error) ?? "")) throw error;
  } finally {
    await folder.close();
  }
}
