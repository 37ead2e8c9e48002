import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { firstRows, openTab, preview } from "./preview-panel.ts";
import { entry, openFolder, openSampleLake } from "./zone-browser.ts";

describe.each(hosts)("profiles in the $name", (host) => {
  const open = appUnderTest(host);

  test("a dataset is profiled on request, small beside its columns and large on click", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    await openFolder(page, "weather");
    await entry(page, "daily_weather_semicolon.csv").click();
    await openTab(page, "Schema");
    await page.getByRole("button", { name: "Profile", exact: true }).click();
    await expect.poll(() => profileBar(page).textContent()).toContain("2,922 rows");
    await preview(page).getByRole("button", glance("temp_max_c")).click();
    const figures = page.getByRole("dialog", { name: "temp_max_c" });
    await figures.getByRole("figure", { name: "Histogram of 20 bins" }).waitFor();
    await expect.poll(() => figures.getByRole("table", { name: "Quantiles" }).textContent()).toContain("Median");
    await figures.getByRole("list", { name: "Most frequent values" }).waitFor();
    await page.keyboard.press("Escape");
    await figures.waitFor({ state: "detached" });
  });

  test("it is drawn in the headers of the rows too", async (context) => {
    const { page } = open(context);
    await openTab(page, "Data");
    await expect.poll(() => firstRows(page).getByRole("button", glance("temp_max_c")).count()).toBe(1);
  });

  test("a table of the catalog shows it, and what has changed since the last one", async (context) => {
    const { page, folder } = open(context);
    await preview(page).getByRole("button", { name: "Register" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Register" }).click();
    const table = page.getByRole("article", { name: "daily_weather_semicolon" });
    await table.getByRole("button", glance("temp_max_c")).waitFor();
    const file = join(folder, "data", "sample-lake", "raw", "weather", "daily_weather_semicolon.csv");
    await appendFile(file, "Seattle;01.01.2016;0,0;99,9;1,0;1,0;sun\n");
    await page.getByRole("button", { name: "Profile again" }).click();
    await expect.poll(() => profileBar(page).textContent()).toContain("2,923 rows");
    await table.getByRole("button", glance("temp_max_c")).click();
    const changes = page.getByRole("dialog", { name: "temp_max_c" }).getByRole("table", { name: /^Since the last/ });
    await expect.poll(() => changes.textContent()).toContain("Greatest37.8→99.9");
  });
});

/** How old the profile is, or how far one is that is being made. */
function profileBar(page: Page) {
  return page.getByRole("group", { name: "Profile" });
}

/** The profile of a column, drawn small. */
function glance(column: string) {
  return { name: new RegExp(`^Profile of ${column}`) };
}
