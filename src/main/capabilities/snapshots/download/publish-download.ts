import { link, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { MOST_NUMBERED, numberedKey } from "../../../lake/numbered-keys.ts";

/** Gives a finished file its name, or "name (2)" and so on where that is taken. Nothing is ever replaced. */
export async function publishBeside(partial: string, target: string): Promise<string> {
  for (let number = 1; number < MOST_NUMBERED; number += 1) {
    const name = number === 1 ? basename(target) : numberedKey(basename(target), number);
    const path = join(dirname(target), name);
    if (await publishNew(partial, path)) return path;
  }
  throw new AppError("ALREADY_EXISTS", `There are 10,000 files called “${basename(target)}” already.`, {
    hint: "Choose another folder.",
  });
}

/** False when the name is taken. */
async function publishNew(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path);
    await unlink(partial);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
  }
  // No hard links here (FAT, some network drives): the name is taken by an empty file, which is then replaced.
  try {
    await (await open(path, "wx")).close();
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
  await rename(partial, path).catch(async (error: unknown) => {
    await unlink(path);
    throw error;
  });
  return true;
}

export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
