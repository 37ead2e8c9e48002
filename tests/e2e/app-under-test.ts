import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, type TestContext } from "vitest";
import { type HostUnderTest, type LaunchOptions, type RunningApp, skipWhereMissing } from "./launch.ts";

export interface AppUnderTest extends RunningApp {
  /** A folder of this suite alone, without links in its path; the app's own data is in `data` below it. */
  folder: string;
  /** What the browser complained of since the last test: violations of the policy, errors, missing files. */
  problems: string[];
  /** Stops the app in order and starts it again on the same data; `page` is the new one. */
  restart: (options?: Partial<LaunchOptions>) => Promise<void>;
  /** Starts the app on the same data after it was killed. */
  start: () => Promise<void>;
}

/**
 * Runs one app for the tests of the enclosing `describe`, and fails each of them that makes the browser complain. The
 * answer is called at the start of a test: it skips where the host cannot run.
 */
export function appUnderTest(
  host: HostUnderTest,
  prepare: (folder: string) => Promise<Partial<LaunchOptions>> = async () => ({}),
): (context: TestContext) => AppUnderTest {
  const problems: string[] = [];
  let folder = "";
  let app: AppUnderTest | undefined;

  const start = async (options: Partial<LaunchOptions>): Promise<void> => {
    const running = await host.launch({ userData: join(folder, "data"), ...options });
    await watchPage(running.page, problems);
    const restart = async (changed: Partial<LaunchOptions> = {}) => {
      await app?.close();
      await start(changed);
    };
    app = Object.assign(app ?? {}, { ...running, folder, problems, restart, start: () => start({}) });
  };

  beforeAll(async () => {
    if (host.skipNote !== null) return;
    folder = await realpath(await mkdtemp(join(tmpdir(), "lakeshore-e2e-")));
    await start(await prepare(folder));
  });
  afterEach(() => {
    expect(problems.splice(0), "what the browser complained of").toEqual([]);
  });
  afterAll(async () => {
    await app?.close();
    if (folder !== "") await rm(folder, { recursive: true, force: true });
  });

  return (context) => {
    skipWhereMissing(host, context);
    if (!app) throw new Error("The app did not start.");
    return app;
  };
}

/** Collects what a browser complains about: errors and missing files, and from the next reload on every violation of the policy. */
export async function watchPage(page: Page, problems: string[]): Promise<void> {
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} (${message.location().url})`);
  });
  // The console is not told of an `eval` that was caught.
  await page.addInitScript(`document.addEventListener("securitypolicyviolation", (event) =>
    console.error("violation of " + event.violatedDirective + " at " + event.sourceFile + ":" + event.lineNumber));`);
}
