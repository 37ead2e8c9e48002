import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { targetError } from "../../snapshots/index.ts";

/** Writes a text of many parts beside `path`, and gives it its name when it is whole. What stood there stays until then. */
export async function writeParts(path: string, parts: AsyncIterable<string>): Promise<void> {
  if (!isAbsolute(path)) {
    throw new AppError("INVALID_INPUT", `“${path}” is not a full path.`, { hint: "Choose the file again." });
  }
  const partial = join(dirname(path), `.lakeshore-${randomUUID()}.partial`);
  try {
    await writeAll(partial, parts);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw targetError(error, path);
  }
}

async function writeAll(path: string, parts: AsyncIterable<string>): Promise<void> {
  const file = await open(path, "wx");
  try {
    for await (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}
