import { ensureBuilt } from "./bootstrap/build.mjs";
import { findElectron } from "./bootstrap/electron-binary.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { at, hostFlags, projectNode, root, runScript, say } from "./bootstrap/project.mjs";
import { run } from "./bootstrap/run.mjs";

/** An app that ends this soon with an error has not started (no sandbox, a missing library, a display that refuses). */
const STARTED_AFTER_MS = 10_000;

/** `npm start`: the desktop app, or the browser host where that cannot be. */
await runScript(async () => {
  const args = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt();
  const electron = await findElectron();
  let reason = "reason" in electron ? electron.reason : "";
  if ("executable" in electron) {
    const startedAt = Date.now();
    const { code } = await run(electron.executable, [root, ...args]);
    if (code === 0 || Date.now() - startedAt > STARTED_AFTER_MS) return code;
    reason = `it ended at once with code ${code}`;
  }
  say(`The desktop app cannot be opened (${reason}), so Lakeshore is served to your browser instead.`);
  const { code } = await run(projectNode() ?? process.execPath, [...hostFlags, at("out", "main", "web.js"), ...args]);
  return code;
});
