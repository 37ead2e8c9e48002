import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bootstrap runs before anything is installed, on whatever Node is there: Node 20.19 and no packages. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts */
export const at = (...parts) => join(root, ...parts);

/** The Node that the `node` package brought, whichever way its platform names it; null while it is missing. */
export function projectNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return [at("node_modules", "node", "bin", name)].find((path) => existsSync(path)) ?? null;
}

/**
 * Flags of the Node that runs the browser host, which keep its heap small while thousands of requests come and go. V8 would
 * let what is young grow to 128 MB, and what is old to a multiple of what lives, mostly of requests that were under way when
 * it was cleaned up.
 */
export const hostFlags = ["--max-semi-space-size=16", "--heap-growing-percent=40"];

/** The environment for programs of the project: its own Node and tools come first on the path. */
export function projectEnv() {
  const first = [at("node_modules", "node", "bin"), at("node_modules", ".bin")].join(delimiter);
  // Windows spells it "Path"; a second spelling beside it would be ignored.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, [name]: `${first}${delimiter}${process.env[name] ?? ""}` };
}

/** Progress and plain words for the person; standard output is kept for the address. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A problem that the person can solve: told without a stack. */
export class Problem extends Error {}

/** Runs a script's body and turns what it throws into words and an exit code. @param {() => Promise<number>} main */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof Problem ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
