import { open } from "node:fs/promises";
import { errorNumber } from "../file-errors.ts";

/** Makes new and removed names of a folder durable (fsync(2)). Windows has no such call for folders and does without. */
export async function syncFolder(path: string): Promise<void> {
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
