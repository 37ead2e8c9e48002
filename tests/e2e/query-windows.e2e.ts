import { describe, expect, onTestFinished, test } from "vitest";
import { appUnderTest, watchPage } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { editor, goToSection } from "./query-page.ts";
import { openSampleLake } from "./zone-browser.ts";

describe.each(hosts.filter(({ name }) => name === "browser host"))("queries in two windows of the $name", (host) => {
  const open = appUnderTest(host);

  test("are all there in the next window, whichever window wrote last", async (context) => {
    const app = open(context);
    const first = app.page;
    await openSampleLake(first);
    await goToSection(first, "Queries");
    const address = first.url();
    const openWindow = async () => {
      const page = await first.context().newPage();
      onTestFinished(() => page.close());
      await watchPage(page, app.problems);
      await page.goto(address);
      await editor(page).waitFor();
      return page;
    };
    const second = await openWindow();

    const written = [
      { page: first, sql: "SELECT 'first window'" },
      { page: second, sql: "SELECT 'second window'" },
      { page: first, sql: "SELECT 'first window, again'" },
    ];
    for (const { page, sql } of written) {
      await page.getByRole("button", { name: "New query" }).click();
      await editor(page).click();
      await page.keyboard.insertText(sql);
      await expect.poll(() => editor(page).textContent()).toBe(sql);
    }
    await first.goto("about:blank");
    await second.goto("about:blank");

    const page = await openWindow();
    // Each of the two windows began with an empty one.
    const tabs = page.getByRole("tablist", { name: "Open queries" }).getByRole("tab");
    await expect.poll(() => tabs.count()).toBe(written.length + 2);
    const kept: (string | null)[] = [];
    for (let index = 0; index < (await tabs.count()); index += 1) {
      await tabs.nth(index).click();
      await expect.poll(() => tabs.nth(index).getAttribute("aria-selected")).toBe("true");
      kept.push(await editor(page).textContent());
    }
    for (const { sql } of written) expect(kept).toContain(sql);
  });
});
