import { BrowserWindow, screen } from "electron";
import { log } from "../../log.ts";
import { appOrigin } from "./app-origin.ts";
import { denyNavigation } from "./navigation-rule.ts";
import { webPreferences } from "./web-preferences.ts";
import { placeWindow, readWindowState, smallestWindow, writeWindowState } from "./window-state.ts";

export interface MainWindowOptions {
  preload: string;
  icon: string;
  stateFile: string;
  devTools: boolean;
}

/** Opens the app's window where it was last, and keeps its place when it closes. */
export function openMainWindow({ preload, icon, stateFile, devTools }: MainWindowOptions): BrowserWindow {
  const kept = readWindowState(stateFile);
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(kept, workAreas),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: "Lakeshore",
    icon,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload, devTools),
  });
  denyNavigation(window.webContents);
  if (kept?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // What runs in main goes on; a new page finds it as it was.
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    log("error", "the page ended", { reason });
    if (reason !== "clean-exit" && !window.isDestroyed()) window.reload();
  });
  window.loadURL(`${appOrigin}/`).catch((error: unknown) => log("error", "the page could not be loaded", { error }));
  return window;
}
