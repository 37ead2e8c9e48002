import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, Problem, runScript, say } from "./bootstrap/project.mjs";

const PATIENCE_MS = 60_000;

/**
 * `npm run package:try`: starts the app that `npm run package` made for this system, waits until its page has called
 * main, and closes it. Nothing can be attached to a packaged app (its fuses see to that), so its log is read.
 */
await runScript(async () => {
  const executable = findExecutable();
  say(`Starting ${executable} …`);
  const userData = mkdtempSync(join(tmpdir(), "lakeshore-packaged-"));
  const app = spawn(executable, ["--user-data", userData], { stdio: ["ignore", "inherit", "pipe"] });
  try {
    await untilPageConnected(app);
    say("The packaged app opened its page.");
    return 0;
  } finally {
    const ended = new Promise((resolve) => app.once("exit", resolve));
    if (app.exitCode === null && app.signalCode === null && app.kill()) await ended;
    rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});

/** @param {import("node:child_process").ChildProcessByStdio<null, null, import("node:stream").Readable>} app @returns {Promise<void>} */
function untilPageConnected(app) {
  return new Promise((resolve, reject) => {
    let log = "";
    const fail = (/** @type {string} */ what) => reject(new Problem(`The packaged app ${what}.\n${log}`));
    const timer = setTimeout(() => fail(`did not open its page within ${PATIENCE_MS / 1000} seconds`), PATIENCE_MS);
    app.once("error", (error) => fail(`could not be started: ${error.message}`));
    app.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
    app.stderr.on("data", (data) => {
      log += String(data);
      if (!log.includes('"event":"page connected"')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function findExecutable() {
  const { platform } = process;
  const inBundle = "Lakeshore.app/Contents/MacOS/Lakeshore";
  const name = platform === "darwin" ? inBundle : platform === "win32" ? "Lakeshore.exe" : "lakeshore";
  const folders = existsSync(at("dist")) ? readdirSync(at("dist")) : [];
  const found = folders.map((folder) => at("dist", folder, name)).find((path) => existsSync(path));
  if (found) return found;
  throw new Problem("There is no package for this system in dist/: run `npm run package` first.");
}
