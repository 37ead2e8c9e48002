import { randomUUID } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LakeDefinition } from "../../../shared/domain/lake-definition.ts";

/**
 * Copies the sample lake to the user's data folder on first use, so that it can be written to, and returns where it is.
 * The copy gets its name when it is whole: one that broke off is made again.
 */
export async function ensureSampleLake(resources: string, userData: string): Promise<string> {
  const target = join(userData, "sample-lake");
  if (await stat(target).catch(() => null)) return target;
  const partial = `${target}.${randomUUID()}.part`;
  await mkdir(userData, { recursive: true });
  try {
    await cp(join(resources, "sample-lake"), partial, { recursive: true });
    await giveOwnId(join(partial, ".lakeshore", "lake", "1.json"));
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

/** Two people's copies are two lakes. */
async function giveOwnId(path: string): Promise<void> {
  const definition = LakeDefinition.parse(JSON.parse(await readFile(path, "utf8")));
  await writeFile(path, `${JSON.stringify({ ...definition, id: randomUUID() }, null, 2)}\n`);
}
