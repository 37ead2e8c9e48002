import { rename, writeFile } from "node:fs/promises";

/** Writes a small file that appears only when it is whole. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, text);
  await rename(partial, path);
}
