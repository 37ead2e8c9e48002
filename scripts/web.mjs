import { ensureBuilt } from "./bootstrap/build.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { at, hostFlags, projectNode, runScript } from "./bootstrap/project.mjs";
import { run } from "./bootstrap/run.mjs";

/** `npm run web`: the browser host. */
await runScript(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { code } = await run(projectNode() ?? process.execPath, [
    ...hostFlags,
    at("out", "main", "web.js"),
    ...process.argv.slice(2),
  ]);
  return code;
});
