import { existsSync, readFileSync } from "node:fs";
import { at, projectNode, say } from "./project.mjs";
import { run } from "./run.mjs";

/** How long a person is kept waiting for Electron's binary before the browser host is opened instead. */
const PATIENCE_MS = 20_000;

/**
 * Electron's executable, fetched when it is missing, or why the desktop app cannot be opened here.
 *
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function findElectron() {
  const obstacle = desktopObstacle(process.platform, process.env, process.getuid?.());
  if (obstacle !== null) return { reason: obstacle };
  const present = electronExecutable();
  if (present) return { executable: present };
  say("Fetching Electron …");
  const node = projectNode() ?? process.execPath;
  const { code, timedOut } = await run(node, [at("node_modules", "electron", "install.js")], {
    quiet: true,
    timeoutMs: PATIENCE_MS,
  });
  const fetched = code === 0 ? electronExecutable() : null;
  if (fetched) return { executable: fetched };
  const what = timedOut ? `did not arrive within ${PATIENCE_MS / 1000} seconds` : "could not be downloaded";
  return { reason: `Electron's binary ${what}` };
}

/**
 * Why no desktop app can be shown, whatever is installed; null when nothing is in the way.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {number | undefined} userId
 */
export function desktopObstacle(platform, env, userId) {
  // Chromium does not run as root with its sandbox, and Lakeshore does not run without it.
  if (userId === 0) return "you are root, and the desktop app does not run as root";
  if (platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "there is no display";
  return null;
}

/** The executable that Electron's install script unpacked and wrote down; null when it is missing. */
export function electronExecutable() {
  const record = at("node_modules", "electron", "path.txt");
  if (!existsSync(record)) return null;
  const executable = at("node_modules", "electron", "dist", readFileSync(record, "utf8"));
  return existsSync(executable) ? executable : null;
}
