import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, _electron, type Page } from "playwright-core";
import type { TestContext } from "vitest";
import { desktopObstacle, electronExecutable } from "../../scripts/bootstrap/electron-binary.mjs";
import { desktopSkipNote } from "../../scripts/test-run/totals.mjs";
import { findChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "../..");

export interface LaunchOptions {
  /** Where the app keeps its own data; launch twice with the same to restart the app. */
  userData: string;
  lakePath?: string;
  colorScheme?: "light" | "dark";
}

export interface RunningApp {
  page: Page;
  /** What the app logged so far. */
  log: () => string;
  /** Process of the app (main). */
  pid: number;
  /** Stops the app in order, as a person would. */
  close: () => Promise<void>;
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

async function launchBrowserHost({ userData, lakePath, colorScheme = "light" }: LaunchOptions): Promise<RunningApp> {
  const host = await startBrowserHost({ userData, ...(lakePath === undefined ? {} : { lakePath }) });
  try {
    const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium" });
    const page = await browser.newPage({ viewport, colorScheme, acceptDownloads: true });
    await page.goto(host.url);
    const close = async () => {
      await browser.close();
      await host.close();
    };
    return { page, log: host.log, pid: host.pid, close };
  } catch (error) {
    await host.close();
    throw error;
  }
}

/** The browser host alone, for tests that talk to it without a page. */
async function startBrowserHost({ userData, lakePath }: Pick<LaunchOptions, "userData" | "lakePath">) {
  const lake = lakePath === undefined ? [] : ["--lake", lakePath];
  const args = [join(root, "out/main/web.js"), "--port", "0", "--user-data", userData, ...lake];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let logged = "";
  child.stderr.on("data", (data) => (logged += String(data)));
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return { url, log: () => logged, pid: child.pid ?? 0, close: () => stop(child, exited) };
  }
  throw new Error(`The browser host did not start:\n${logged}`);
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await exited;
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
  return { page, log: () => logged, pid: app.process().pid ?? 0, close: () => app.close() };
}

function whyNoDesktop(): string | null {
  const obstacle = desktopObstacle(process.platform, process.env, process.getuid?.());
  if (obstacle !== null) return `${desktopSkipNote}${obstacle}`;
  return electronExecutable() === null ? `${desktopSkipNote}Electron's binary is not installed` : null;
}
