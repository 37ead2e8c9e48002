import { existsSync, readFileSync } from "node:fs";
import { at, Problem, projectNode, say } from "./project.mjs";
import { run } from "./run.mjs";

/** Installs what is missing: everything in a fresh clone, and again when package-lock.json asks for something else. */
export async function ensureInstalled() {
  if (!matchesLockfile()) {
    say("Installing what is missing (npm ci), which takes a minute the first time …");
    const { code, output } = await npm(["ci", "--no-audit", "--no-fund"]);
    if (code !== 0) throw new Problem(`${output}\nnpm ci failed. Look at what it says above, then try again.`);
  }
  if (!projectNode()) await installProjectNode();
}

/** npm keeps a copy of what it has installed in node_modules/.package-lock.json. */
function matchesLockfile() {
  const installed = at("node_modules", ".package-lock.json");
  return existsSync(installed) && isInstalled(readPackages(at("package-lock.json")), readPackages(installed));
}

/**
 * @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages
 */

/**
 * True when every package that is wanted is there in its version. Optional ones may be missing: those of other systems are.
 *
 * @param {Packages} wanted
 * @param {Packages} found
 */
export function isInstalled(wanted, found) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    return found[path] ? found[path].version === entry.version : Boolean(entry.optional);
  });
}

/** @param {string} file @returns {Packages} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The `node` package fetches the Node of this platform in a script of its own, which npm may have been told to skip. */
async function installProjectNode() {
  say("Installing the project's own Node …");
  const { output } = await npm(["rebuild", "node", "--ignore-scripts=false", "--foreground-scripts"]);
  if (!projectNode())
    throw new Problem(`${output}\nThe project's own Node (npm package "node") could not be installed.`);
}

/** npm as it was started, or as it is found. @param {string[]} args */
function npm(args) {
  const cli = process.env["npm_execpath"];
  const options = { quiet: true, env: process.env };
  if (cli?.endsWith(".js")) return run(process.execPath, [cli, ...args], options);
  // Since the fix of CVE-2024-27980 Node starts npm.cmd through a shell only. The arguments are ours, without spaces.
  return process.platform === "win32" ? run("npm", args, { ...options, shell: true }) : run("npm", args, options);
}
