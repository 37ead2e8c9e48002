import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LakeDefinition } from "../../src/shared/domain/lake-definition.ts";

const zones = ["raw", "trusted", "refined"] as const;

/** Writes a lake with the zones Raw, Trusted and Refined and these files ("raw/a.csv" → content); returns its folder. */
export async function madeLake(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const definition: LakeDefinition = {
    format: 1,
    id: randomUUID(),
    name: "Made lake",
    zones: zones.map((id, order) => ({
      id,
      title: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
      kind: id,
      location: `${id}/`,
      order,
      description: "",
    })),
  };
  for (const zone of zones) await mkdir(join(folder, zone), { recursive: true });
  await mkdir(join(folder, ".lakeshore/lake"), { recursive: true });
  await writeFile(join(folder, ".lakeshore/lake/1.json"), JSON.stringify(definition));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
