import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, Problem, projectNode, root, say } from "./project.mjs";
import { run } from "./run.mjs";

const stamp = at("out", "build-stamp");
const inputs = ["electron.vite.config.ts", "package.json", "package-lock.json", "tsconfig.base.json"];

/** Builds when a source has changed since the last build. @param {{ show?: boolean }} [options] */
export async function ensureBuilt({ show = false } = {}) {
  const digest = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  say("Building …");
  rmSync(stamp, { force: true });
  const node = projectNode() ?? process.execPath;
  const { code, output } = await run(node, [at("node_modules", "electron-vite", "bin", "electron-vite.js"), "build"], {
    quiet: !show,
  });
  if (code !== 0) throw new Problem(`${output}\nThe build failed.`);
  mkdirSync(at("out"), { recursive: true });
  writeFileSync(stamp, digest);
}

/** Over names and contents: times say nothing in a fresh clone. */
function sourceDigest() {
  const sources = readdirSync(at("src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash("sha256");
  for (const path of [...inputs.map((input) => at(input)), ...sources]) {
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update("\0");
  }
  return hash.digest("hex");
}
