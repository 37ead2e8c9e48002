import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import {
  cellText,
  crumbs,
  entry,
  goToZone,
  objects,
  openFolder,
  openSampleLake,
  selectedNames,
  shownNames,
  statusText,
} from "./zone-browser.ts";

const rawFolders = [
  "airports",
  "bird_strikes",
  "earthquakes",
  "flights",
  "gapminder",
  "movies",
  "routes",
  "unemployment",
  "weather",
  "zipcodes",
];

describe.each(hosts)("browsing in the $name", (host) => {
  const open = appUnderTest(host);

  test("a first start leads to the sample lake and what is in its zones", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    await expect.poll(() => shownNames(page)).toEqual([...rawFolders, "delivery_note.txt"]);
    expect(await cellText(page, "airports", "kind")).toBe("Folder");
    expect(await cellText(page, "delivery_note.txt", "kind")).toBe("Text");
    expect(await cellText(page, "delivery_note.txt", "size")).toMatch(/^\d+(\.\d)? k?B$/);
    await expect.poll(() => statusText(page)).toContain("1 object, 10 folders");
    await goToZone(page, "Refined");
    await expect.poll(() => shownNames(page)).toContain("weather_by_month.sql");
  });

  test("folders open by mouse and keyboard, and crumbs lead back", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Trusted");
    await openFolder(page, "flights");
    await openFolder(page, "year=2001");
    await expect.poll(() => shownNames(page)).toEqual([1, 2, 3, 4, 5, 6].map((month) => `month=${month}`));

    await entry(page, "month=1").click();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => selectedNames(page)).toEqual(["month=2"]);
    await page.keyboard.press("Enter");
    await expect.poll(() => crumbs(page)).toEqual(["Trusted", "flights", "year=2001", "month=2"]);
    await expect.poll(() => shownNames(page)).toEqual(["part-0.parquet"]);

    await page.getByRole("navigation", { name: "Folder" }).getByRole("button", { name: "flights" }).click();
    await expect.poll(() => shownNames(page)).toEqual(["year=2001"]);
    await page.goBack();
    await expect.poll(() => shownNames(page)).toEqual(["part-0.parquet"]);
  });

  test("an address leads to its folder and its object, also after a reload and when typed", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await openFolder(page, "weather");
    const folder = page.url();
    await goToZone(page, "Refined");

    await page.goto(`${folder}daily_weather_semicolon.csv`);
    await expect.poll(() => crumbs(page)).toEqual(["Raw", "weather"]);
    await expect.poll(() => selectedNames(page)).toEqual(["daily_weather_semicolon.csv"]);
    await page.getByRole("complementary", { name: "Preview" }).getByText("daily_weather_semicolon.csv").waitFor();
    await page.reload();
    await expect.poll(() => selectedNames(page)).toEqual(["daily_weather_semicolon.csv"]);

    await page.getByRole("button", { name: "Type a path" }).click();
    await page.getByRole("textbox", { name: "Path in the zone" }).fill("/zipcodes/");
    await page.keyboard.press("Enter");
    await expect.poll(() => shownNames(page)).toEqual(["zipcodes.csv"]);
  });

  test("the list is filtered by a part of the name or a pattern, and sorted by its headers", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await openFolder(page, "flights");
    const inOrder = [1, 2, 3, 4, 5, 6].map((month) => `flights_2001-0${month}.csv.gz`);
    await expect.poll(() => shownNames(page)).toEqual(inOrder);

    const header = objects(page).getByRole("columnheader", { name: "Name" });
    await header.click();
    await header.click();
    await expect.poll(() => header.getAttribute("aria-sort")).toBe("descending");
    await expect.poll(() => shownNames(page)).toEqual(inOrder.toReversed());

    const filter = page.getByRole("textbox", { name: "Filter by name" });
    await filter.fill("*-0?.csv.gz");
    await expect.poll(() => shownNames(page)).toEqual(inOrder.toReversed());
    await filter.fill("-02");
    await expect.poll(() => shownNames(page)).toEqual(["flights_2001-02.csv.gz"]);
    await filter.fill("");
    await expect.poll(() => shownNames(page)).toHaveLength(6);

    await objects(page).getByRole("columnheader", { name: "Size" }).click();
    await expect
      .poll(() => objects(page).getByRole("columnheader", { name: "Size" }).getAttribute("aria-sort"))
      .toBe("ascending");
    await expect.poll(async () => (await shownNames(page))[0]).toBe("flights_2001-02.csv.gz");
  });

  test("several are selected by mouse, by keyboard and all at once", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await entry(page, "airports").click();
    await entry(page, "earthquakes").click({ modifiers: ["ControlOrMeta"] });
    await expect.poll(() => selectedNames(page)).toEqual(["airports", "earthquakes"]);
    await entry(page, "gapminder").click({ modifiers: ["Shift"] });
    await expect.poll(() => selectedNames(page)).toEqual(["earthquakes", "flights", "gapminder"]);
    await page.keyboard.press("Shift+ArrowDown");
    await expect.poll(() => selectedNames(page)).toEqual(["earthquakes", "flights", "gapminder", "movies"]);
    await page.keyboard.press("ControlOrMeta+A");
    await expect.poll(() => selectedNames(page)).toEqual([...rawFolders, "delivery_note.txt"]);
    await expect.poll(() => statusText(page)).toContain("11 selected");
    await page.keyboard.press("Escape");
    await expect.poll(() => selectedNames(page)).toEqual([]);
  });
});
