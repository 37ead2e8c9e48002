import { ensureBuilt } from "./bootstrap/build.mjs";
import { findElectron } from "./bootstrap/electron-binary.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { runScript } from "./bootstrap/project.mjs";
import { report } from "./test-run/report.mjs";
import { runVitest } from "./test-run/vitest-run.mjs";

/** `npm run test:peers`: the tests that need third-party servers, which it starts where they can be had. */
await runScript(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await findElectron();
  return report(await runVitest("tests against real servers", "vitest.peers.config.ts"));
});
