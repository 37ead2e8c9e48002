import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchPage } from "./app-under-test.ts";
import { hosts, skipWhereMissing, type RunningApp } from "./launch.ts";

describe.each(hosts)("the $name", (host) => {
  let folder: string;
  let app: RunningApp;
  const problems: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lakeshore-e2e-"));
    if (host.skipNote === null) {
      app = await host.launch({ userData: folder });
      await watchPage(app.page, problems);
      await app.page.reload();
    }
  });

  afterAll(async () => {
    if (host.skipNote === null) await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("opens the app under a strict policy, without a violation", async (context) => {
    skipWhereMissing(host, context);
    await expect.poll(() => app.page.title()).toContain("Lakeshore");
    await expect.poll(() => app.page.locator("#root > *").count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  test("keeps the token out of the address bar and the cookie out of the page", async (context) => {
    skipWhereMissing(host, context);
    expect(app.page.url()).not.toContain("token");
    expect(await app.page.evaluate("document.cookie")).toBe("");
  });

  test("refuses inline scripts, foreign addresses and new windows", async (context) => {
    skipWhereMissing(host, context);
    const ran = await app.page.evaluate(`(() => {
      const script = document.createElement("script");
      script.textContent = "window.ranInline = true";
      document.body.append(script);
      return window.ranInline === true;
    })()`);
    expect(ran).toBe(false);
    const reached = await app.page.evaluate(`fetch("https://example.com").then(() => true, () => false)`);
    expect(reached).toBe(false);
  });
});
