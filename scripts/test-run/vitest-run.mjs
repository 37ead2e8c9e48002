import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, projectEnv, projectNode, say } from "../bootstrap/project.mjs";
import { run } from "../bootstrap/run.mjs";

/** @typedef {import("./totals.mjs").Outcome} Outcome */

/** What became of every test of a configuration. @param {string} title @param {string} config @returns {Promise<Outcome[]>} */
export async function runVitest(title, config) {
  say(`Running ${title} …`);
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-test-run-"));
  const file = join(folder, "outcomes.json");
  const reporters = ["default", at("scripts", "test-run", "outcome-reporter.mjs")].map((name) => `--reporter=${name}`);
  try {
    const vitest = at("node_modules", "vitest", "vitest.mjs");
    const env = { ...projectEnv(), LAKESHORE_TEST_OUTCOMES: file };
    const node = projectNode() ?? process.execPath;
    const { code } = await run(node, [vitest, "run", "--config", config, ...reporters], { env });
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
