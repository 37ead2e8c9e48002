import { ensureBuilt } from "./bootstrap/build.mjs";
import { findElectron } from "./bootstrap/electron-binary.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { at, projectNode, runScript, say } from "./bootstrap/project.mjs";
import { run } from "./bootstrap/run.mjs";
import { report } from "./test-run/report.mjs";
import { runVitest } from "./test-run/vitest-run.mjs";

/** @typedef {import("./test-run/totals.mjs").Outcome} Outcome */

const layers = ["shared", "main", "preload", "renderer", "tests"];

/** `npm test`: type checks of every layer, unit, contract and integration tests, then the end-to-end suite. */
await runScript(async () => {
  await ensureInstalled();
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const layer of layers) outcomes.push(await checkTypes(layer));
  const built = await build();
  outcomes.push(built, ...(await runVitest("unit, contract and integration tests", "vitest.config.ts")));
  // The desktop host is tested where it can run; where not, its tests say why they were skipped.
  await findElectron();
  if (built.state === "passed") outcomes.push(...(await runVitest("end-to-end tests", "vitest.e2e.config.ts")));
  return report(outcomes);
});

/** @param {string} layer @returns {Promise<Outcome>} */
async function checkTypes(layer) {
  say(`Checking the types of ${layer} …`);
  const node = projectNode() ?? process.execPath;
  const { code } = await run(node, [at("node_modules", "typescript", "bin", "tsc"), "-p", `tsconfig.${layer}.json`]);
  return { name: `types of ${layer}`, state: code === 0 ? "passed" : "failed", note: null };
}

/** @returns {Promise<Outcome>} */
async function build() {
  try {
    await ensureBuilt();
    return { name: "build", state: "passed", note: null };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { name: "build", state: "failed", note: null };
  }
}
