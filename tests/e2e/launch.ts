import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium, _electron, type Locator, type Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import { desktopObstacle, electronExecutable } from "../../scripts/bootstrap/electron-binary.mjs";
import { desktopSkipNote } from "../../scripts/test-run/totals.mjs";
import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { findChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "../..");

export interface LaunchOptions {
  /** Where the app keeps its own data; launch twice with the same to restart the app. */
  userData: string;
  lakePath?: string;
  colorScheme?: "light" | "dark";
  /** In the browser host on Linux: the machine that the app takes itself to be on, so that its user is another person. */
  machine?: string;
}

export interface RunningApp {
  page: Page;
  /** What the app logged so far. */
  log: () => string;
  /** Process of the app (main). */
  pid: number;
  /** Stops the app in order, as a person would. */
  close: () => Promise<void>;
  /** Ends the app at once, as a crash would. */
  kill: () => Promise<void>;
  /** Presses a button that asks for a folder, and answers with `path` in the host's own dialog. */
  chooseFolder: (button: Locator, path: string) => Promise<void>;
  /** Presses a button that writes a file for the person, and puts that file at `path`: a download, or where the dialog says. */
  takeFile: (button: Locator, path: string) => Promise<void>;
}

export interface HostUnderTest {
  name: "browser host" | "desktop host";
  /** Null when it can run here; else the reason to skip with. */
  skipNote: string | null;
  launch: (options: LaunchOptions) => Promise<RunningApp>;
}

/** The two hosts, for `describe.each(hosts)`. The app must have been built. */
export const hosts: readonly HostUnderTest[] = [
  {
    name: "browser host",
    skipNote: findChromium() === null ? "no Chromium was found: set CHROMIUM_PATH" : null,
    launch: launchBrowserHost,
  },
  { name: "desktop host", skipNote: whyNoDesktop(), launch: launchDesktopHost },
];

/** To begin every test of a host with: ends the test as skipped where the host cannot run. */
export function skipWhereMissing({ skipNote }: HostUnderTest, context: TestContext): void {
  if (skipNote !== null) context.skip(skipNote);
}

const viewport = { width: 1280, height: 800 };

async function launchBrowserHost({ colorScheme = "light", ...options }: LaunchOptions): Promise<RunningApp> {
  const host = await startBrowserHost(options);
  try {
    const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium" });
    const context = await browser.newContext({ viewport, colorScheme, acceptDownloads: true });
    const page = await context.newPage();
    await page.goto(host.url);
    const endWith = (end: () => Promise<void>) => async () => {
      await browser.close();
      await end();
    };
    const { log, pid } = host;
    return { page, log, pid, close: endWith(host.close), kill: endWith(host.kill), chooseFolder, takeFile };
  } catch (error) {
    await host.close();
    throw error;
  }
}

async function launchDesktopHost({ userData, lakePath, colorScheme = "light" }: LaunchOptions): Promise<RunningApp> {
  const lake = lakePath === undefined ? [] : ["--lake", lakePath];
  const app = await _electron.launch({
    executablePath: electronExecutable() ?? "electron",
    args: [root, "--user-data", userData, ...lake],
    cwd: root,
    colorScheme,
    // Menus and dialogs of the system are not part of the page and are left alone.
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  });
  let logged = "";
  app.process().stderr?.on("data", (data) => (logged += String(data)));
  const page = await app.firstWindow();
  return {
    page,
    log: () => logged,
    pid: app.process().pid ?? 0,
    close: () => app.close(),
    async kill() {
      const exited = once(app.process(), "exit");
      app.process().kill("SIGKILL");
      await exited;
    },
    async chooseFolder(button, path) {
      // The system's dialog cannot be reached from here, so that its answer stands in for it.
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path);
      await button.click();
    },
    async takeFile(button, path) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      }, path);
      await button.click();
      // It has its name only when it is whole.
      await expect.poll(() => existsSync(path)).toBe(true);
    },
  };
}

async function takeFile(button: Locator, path: string): Promise<void> {
  const [download] = await Promise.all([button.page().waitForEvent("download"), button.click()]);
  await download.saveAs(path);
}

/** The browser host has a dialog of its own, in the page. */
async function chooseFolder(button: Locator, path: string): Promise<void> {
  await button.click();
  const dialog = button.page().getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Folder" }).fill(path);
  await dialog.getByRole("button", { name: "Choose this folder" }).click();
}

function whyNoDesktop(): string | null {
  const obstacle = desktopObstacle(process.platform, process.env, process.getuid?.());
  if (obstacle !== null) return `${desktopSkipNote}${obstacle}`;
  return electronExecutable() === null ? `${desktopSkipNote}Electron's binary is not installed` : null;
}
