import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./bootstrap/build.mjs";
import { findElectron } from "./bootstrap/electron-binary.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { at, projectEnv, projectNode, runScript, say } from "./bootstrap/project.mjs";
import { run } from "./bootstrap/run.mjs";
import { summarize } from "./test-run/totals.mjs";

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
  const { lines, exitCode } = summarize(outcomes, process.env);
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCode;
});

/** @param {string} layer @returns {Promise<Outcome>} */
async function checkTypes(layer) {
  say(`Checking the types of ${layer} …`);
  const { code } = await run(node(), [at("node_modules", "typescript", "bin", "tsc"), "-p", `tsconfig.${layer}.json`]);
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

/** @param {string} title @param {string} config @returns {Promise<Outcome[]>} */
async function runVitest(title, config) {
  say(`Running ${title} …`);
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-test-run-"));
  const file = join(folder, "outcomes.json");
  const reporters = ["default", at("scripts", "test-run", "outcome-reporter.mjs")].map((name) => `--reporter=${name}`);
  try {
    const vitest = at("node_modules", "vitest", "vitest.mjs");
    const env = { ...projectEnv(), LAKESHORE_TEST_OUTCOMES: file };
    const { code } = await run(node(), [vitest, "run", "--config", config, ...reporters], { env });
    return readOutcomes(file, title, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that broke off counts as a failure, whatever it had passed. @param {string} file @param {string} title @param {number} code @returns {Outcome[]} */
function readOutcomes(file, title, code) {
  /** @type {Outcome[]} */
  let outcomes = [];
  try {
    outcomes = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    say(`The ${title} did not end in order: ${String(error)}`);
  }
  const explained = outcomes.some(({ state }) => state === "failed");
  if (code === 0 || explained) return outcomes;
  return [...outcomes, { name: `${title} ended with code ${code}`, state: "failed", note: null }];
}

function node() {
  return projectNode() ?? process.execPath;
}
