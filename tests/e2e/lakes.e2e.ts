import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { crumbs, shownNames } from "./zone-browser.ts";

describe.each(hosts)("lakes in the $name", (host) => {
  const open = appUnderTest(host);

  test("a lake is made in an empty folder, with zones to begin with", async (context) => {
    const { page, folder, chooseFolder } = open(context);
    const place = join(folder, "new lake");
    await mkdir(place);
    await chooseFolder(page.getByRole("button", { name: "Create a lake …" }), place);
    const dialog = page.getByRole("dialog", { name: place });
    await dialog.getByRole("textbox", { name: "Name of the lake" }).fill("Harbour");
    await dialog.getByRole("button", { name: "Create the lake" }).click();
    await expect.poll(() => zoneTitles(page)).toEqual(["Raw", "Trusted", "Refined"]);
    await page.getByText("This folder is empty").waitFor();
    expect((await readdir(place)).toSorted()).toEqual([".lakeshore", "raw", "refined", "trusted"]);
  });

  test("a lake is renamed, and keeps its name after the start page", async (context) => {
    const { page, folder } = open(context);
    await page.getByRole("button", { name: "Harbour" }).click();
    await page.getByRole("menuitem", { name: "Rename …" }).click();
    const dialog = page.getByRole("dialog", { name: "Rename the lake" });
    await dialog.getByRole("textbox", { name: "Name" }).click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Safe harbour");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Safe harbour" }).click();
    await page.getByRole("menuitem", { name: "Other lakes …" }).click();
    await expect.poll(() => recentLakes(page)).toEqual(["Safe harbour"]);
    expect((await readdir(join(folder, "new lake/.lakeshore/lake"))).toSorted()).toEqual(["1.json", "2.json"]);
  });

  test("a folder that has data is opened as a lake, its sub-folders proposed as zones", async (context) => {
    const { page, folder, chooseFolder } = open(context);
    const place = join(folder, "archive");
    for (const name of ["incoming", "cleaned", "reports"]) await mkdir(join(place, name), { recursive: true });
    await writeFile(join(place, "incoming/a.csv"), "a\n1\n");
    await chooseFolder(page.getByRole("button", { name: "Open a folder …" }), place);
    const dialog = page.getByRole("dialog", { name: place });
    const proposed = dialog.getByRole("table", { name: "Zones" }).getByRole("row");
    await expect.poll(() => proposed.count()).toBe(4);
    await dialog.getByRole("button", { name: /^Leave out Reports/i }).click();
    await expect.poll(() => proposed.count()).toBe(3);
    await dialog.getByRole("button", { name: "Create the lake" }).click();
    await expect.poll(async () => new Set(await zoneTitles(page))).toEqual(new Set(["Incoming", "Cleaned"]));
    await page.getByRole("link", { name: "Incoming" }).click();
    await expect.poll(() => shownNames(page)).toEqual(["a.csv"]);
    expect(await readFile(join(place, "incoming/a.csv"), "utf8")).toBe("a\n1\n");
  });

  test("a lake that is forgotten leaves the list, and its files stay", async (context) => {
    const { page, folder } = open(context);
    await page.getByRole("button", { name: "archive" }).click();
    await page.getByRole("menuitem", { name: "Take off the list …" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take off the list" }).click();
    await expect.poll(() => recentLakes(page)).toEqual(["Safe harbour"]);
    expect(await readdir(join(folder, "archive/incoming"))).toEqual(["a.csv"]);
  });

  test("a damaged lake says so and is repaired from the newest definition that can be read", async (context) => {
    const { page, folder } = open(context);
    const revisions = join(folder, "new lake/.lakeshore/lake");
    await page.getByRole("button", { name: "Open Safe harbour" }).click();
    await expect.poll(() => crumbs(page)).toEqual(["Raw"]);
    await page.goto(new URL("/", page.url()).href);
    await writeFile(join(revisions, "3.json"), '{"format": 1, "name": ');
    await open(context).restart();
    const { page: again } = open(context);
    await again.getByRole("button", { name: "Open Safe harbour" }).click();
    const dialog = again.getByRole("dialog");
    await expect.poll(() => dialog.textContent()).toContain("The definition of this lake is damaged.");
    await dialog.getByRole("button", { name: "Repair and open" }).click();
    await expect.poll(() => zoneTitles(again)).toEqual(["Raw", "Trusted", "Refined"]);
    await again.getByRole("button", { name: "Safe harbour" }).waitFor();
    expect(await damagedTexts(revisions)).toEqual(['{"format": 1, "name": ']);
  });

  test("a lake whose folder vanishes shows as missing, and is there again when it comes back", async (context) => {
    const { page, folder } = open(context);
    const place = join(folder, "new lake");
    await page.goto(new URL("/", page.url()).href);
    await expect.poll(() => recentLakes(page)).toContain("Safe harbour");
    await rename(place, `${place} away`);
    await page.reload();
    await page.getByText("not reachable").waitFor();
    await page.getByRole("button", { name: "Open Safe harbour" }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/new lake/);
    await rename(`${place} away`, place);
    await page.reload();
    await expect.poll(() => page.getByText("not reachable").count()).toBe(0);
    await page.getByRole("button", { name: "Open Safe harbour" }).click();
    await expect.poll(() => crumbs(page)).toEqual(["Raw"]);
  });

  test("a change of the lake by another program shows by itself", async (context) => {
    const { page, folder } = open(context);
    const other = await madeLake(join(folder, "shared"), { "raw/a.csv": "a\n" });
    await page.goto(new URL("/", page.url()).href);
    await open(context).chooseFolder(page.getByRole("button", { name: "Open a folder …" }), other);
    await page.getByRole("dialog", { name: other }).getByRole("button", { name: "Open" }).click();
    await expect.poll(() => zoneTitles(page)).toEqual(["Raw", "Trusted", "Refined"]);
    const revision = JSON.parse(await readFile(join(other, ".lakeshore/lake/1.json"), "utf8"));
    const [first] = revision.zones;
    const changed = { ...revision, zones: [{ ...first, title: "Renamed elsewhere" }, ...revision.zones.slice(1)] };
    await writeFile(join(other, ".lakeshore/lake/2.json"), JSON.stringify(changed));
    await expect.poll(() => zoneTitles(page)).toEqual(["Renamed elsewhere", "Trusted", "Refined"]);
  });
});

/** The zones that the side bar leads to, in its order. */
async function zoneTitles(page: Page): Promise<string[]> {
  const links = page.getByRole("navigation", { name: "Lake" }).getByRole("link");
  const zones = await links.evaluateAll((elements) =>
    elements
      .filter((element) => element.getAttribute("href")?.includes("/zone/"))
      .map(({ textContent }) => textContent),
  );
  return zones.filter((title) => title !== null);
}

async function recentLakes(page: Page): Promise<string[]> {
  const names = await page
    .getByRole("button", { name: /^Forget / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
  return names.flatMap((name) => (name === null ? [] : [name.replace(/^Forget /, "")]));
}

/** What the damaged revision says, under the name that repair gave it. */
async function damagedTexts(folder: string): Promise<string[]> {
  const kept = (await readdir(folder)).filter((name) => !/^\d+\.json$/.test(name));
  return Promise.all(kept.map((name) => readFile(join(folder, name), "utf8")));
}
