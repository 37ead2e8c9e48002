import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { app, dialog } from "electron";
import { AppError } from "../shared/domain/app-error.ts";
import { parseDesktopCommandLine } from "./hosts/command-line.ts";
import { declareAppScheme } from "./hosts/electron/app-scheme.ts";
import { startDesktopHost } from "./hosts/electron/desktop-host.ts";
import { defaultUserDataFolder } from "./hosts/host-paths.ts";
import { log } from "./log.ts";

/** The desktop app. A second start of it joins the first one. */
function main(): void {
  const { argv, env, platform } = process;
  const commandLine = parseDesktopCommandLine(argv.slice(1), env);
  const userData = commandLine.userData ?? defaultUserDataFolder({ platform, env, homeFolder: homedir() });
  // Chromium's own files, apart from ours. Electron takes only folders that exist.
  const sessionData = join(userData, "chromium");
  mkdirSync(sessionData, { recursive: true, mode: 0o700 });
  app.setName("Lakeshore");
  app.setPath("userData", userData);
  app.setPath("sessionData", sessionData);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  declareAppScheme();
  // This file is built to out/main/index.js; resources lie beside app.asar when packaged.
  const built = import.meta.dirname;
  const resources = app.isPackaged ? process.resourcesPath : join(built, "../../resources");
  app
    .whenReady()
    .then(() =>
      startDesktopHost({
        userData,
        startLakePath: commandLine.lakePath,
        rendererFolder: join(built, "../renderer"),
        preload: join(built, "../preload/index.cjs"),
        built: { resources, programs: built },
      }),
    )
    .catch(stop);
}

function stop(error: unknown): void {
  log("error", "the desktop app could not start", { error });
  const text = error instanceof AppError ? [error.message, error.hint ?? ""].join("\n\n") : String(error);
  dialog.showErrorBox("Lakeshore could not start", text);
  app.exit(0);
}

process.on("unhandledRejection", (error) => log("error", "a promise failed unnoticed", { error }));
main();
