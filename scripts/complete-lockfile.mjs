import { readFileSync, writeFileSync } from "node:fs";
import { at, runScript, say } from "./bootstrap/project.mjs";
import { missingOptionalPackages } from "./lockfile/optional-packages.mjs";

/** Adds to package-lock.json the packages of other systems that npm left out. To be run after `npm install`. */
await runScript(async () => {
  const file = at("package-lock.json");
  const lockfile = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingOptionalPackages(lockfile.packages);
  const packages = Object.entries({ ...lockfile.packages, ...missing });
  // npm's own order.
  lockfile.packages = Object.fromEntries(packages.toSorted(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  say(`Added ${Object.keys(missing).length} packages to package-lock.json.`);
  return 0;
});
