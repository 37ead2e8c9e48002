import { join } from "node:path";
import { app, ipcMain, Menu, session, type BrowserWindow } from "electron";
import { compose } from "../../compose.ts";
import { log } from "../../log.ts";
import { prepareHostPaths, type BuiltFolders } from "../host-paths.ts";
import { keepLogFile } from "../log-file.ts";
import { RendererFiles } from "../renderer-files.ts";
import { createRpcServer } from "../transport/rpc-server.ts";
import { ownUserData } from "../user-data-owner.ts";
import { appMenu } from "./app-menu.ts";
import { serveAppScheme } from "./app-scheme.ts";
import { electronHostServices } from "./electron-host-services.ts";
import { openMainWindow } from "./main-window.ts";
import { messagePortEndpoint } from "./message-port-endpoint.ts";
import { denyNetwork } from "./network-rule.ts";
import { denyPermissions } from "./permission-rule.ts";
import { isTrustedSender } from "./sender-rule.ts";

export interface DesktopHostOptions {
  userData: string;
  startLakePath: string | null;
  rendererFolder: string;
  preload: string;
  built: BuiltFolders;
}

/** Runs the desktop app from the moment Electron is ready until it quits. CONFLICT when a browser host has the data. */
export async function startDesktopHost(options: DesktopHostOptions): Promise<void> {
  const ownership = ownUserData(options.userData, "desktop");
  keepLogFile(options.userData);
  let window: BrowserWindow | null = null;
  const files = await RendererFiles.read(options.rendererFolder);
  const paths = await prepareHostPaths(options.userData, options.built);
  const { startLakePath } = options;
  const services = electronHostServices({ version: app.getVersion(), startLakePath, paths, window: () => window });
  const runtime = compose(services);
  serveAppScheme(files);
  denyPermissions(session.defaultSession);
  denyNetwork(session.defaultSession);
  answerPages(createRpcServer(runtime.router));

  const devTools = !app.isPackaged;
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform, devTools)));
  const open = () => {
    if (window) return focus(window);
    const opened = openMainWindow({
      preload: options.preload,
      icon: join(paths.resources, "icons", "icon.png"),
      stateFile: join(paths.userData, "window.json"),
      devTools,
    });
    opened.on("closed", () => (window = null));
    window = opened;
  };
  app.on("second-instance", open);
  app.on("activate", open);
  app.on("window-all-closed", () => {
    // Long work survives its window: the app ends when the last job has, unless it was opened again meanwhile.
    if (process.platform !== "darwin") runtime.whenIdle().then(() => window ?? app.quit(), reportFailure);
  });
  quitInOrder(async () => {
    await runtime.close();
    ownership.release();
  });
  open();
}

/** Each page that loads sends one port; it closes when the page goes. */
function answerPages(rpc: ReturnType<typeof createRpcServer>): void {
  ipcMain.on("lakeshore:connect", ({ senderFrame, ports: [port] }) => {
    if (port && isTrustedSender(senderFrame)) {
      rpc.serve(messagePortEndpoint(port));
      log("info", "page connected");
    } else log("warn", "a message of a stranger was refused", { url: senderFrame?.url });
  });
}

/** Holds the end back once, until everything has been closed. */
function quitInOrder(close: () => Promise<void>): void {
  let state: "running" | "closing" | "closed" = "running";
  app.on("will-quit", (event) => {
    if (state === "closed") return;
    event.preventDefault();
    if (state === "closing") return;
    state = "closing";
    close()
      .catch(reportFailure)
      .finally(() => {
        state = "closed";
        app.quit();
      });
  });
}

function reportFailure(error: unknown): void {
  log("error", "closing failed", { error });
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
