// Rebuilds the zones of resources/sample-lake from the vega-datasets package. The lake's README, its definition
// and the queries in refined/ are written by hand and stay as they are.
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildLake, vegaDataFolder } from "./sample-lake/build-lake.ts";

const sampleLake = resolve(import.meta.dirname, "../resources/sample-lake");
const refined = join(sampleLake, "refined");

const built = await mkdtemp(join(tmpdir(), "lakeshore-sample-lake-"));
try {
  await buildLake(built, vegaDataFolder(), refined);
  for (const zone of ["raw", "trusted"]) await rm(join(sampleLake, zone), { recursive: true, force: true });
  for (const entry of await readdir(refined, { withFileTypes: true })) {
    if (entry.isDirectory()) await rm(join(refined, entry.name), { recursive: true });
  }
  await cp(built, sampleLake, { recursive: true });
} finally {
  await rm(built, { recursive: true });
}
