import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type { Capability } from "../../ports.ts";
import { errorNumber } from "../file-errors.ts";

/** Whether this person may write to a folder, and to Lakeshore's own in it, as far as the system tells without trying. */
export async function writePermission(root: string): Promise<Capability> {
  for (const path of [root, join(root, ".lakeshore")]) {
    const problem = await access(path, constants.W_OK).then(() => undefined, errorNumber);
    if (problem === "EROFS") return { available: false, reason: "The folder is on a disk that can only be read." };
    if (problem === "EACCES" || problem === "EPERM") {
      return { available: false, reason: "You may read this folder, but not write to it." };
    }
  }
  return { available: true };
}
