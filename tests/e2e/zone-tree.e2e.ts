import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { crumbs, shownNames } from "./zone-browser.ts";

describe.each(hosts)("the zone tree in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/sales/2024/01/a.csv": "id\n1\n",
      "raw/sales/2025/b.csv": "id\n2\n",
      "raw/stock/c.csv": "id\n3\n",
      "trusted/people/d.csv": "id\n4\n",
    }),
  }));

  test("a folder is opened in the tree without going there, and closed again", async (context) => {
    const { page } = open(context);
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "Trusted", "Refined"]);
    await tree(page).getByRole("button", { name: "Show folders of Trusted" }).click();
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "Trusted", "people", "Refined"]);
    expect(await crumbs(page)).toEqual(["Raw"]);
    await tree(page).getByRole("button", { name: "Hide folders of Trusted" }).click();
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "Trusted", "Refined"]);
  });

  test("a folder of the tree leads to what is in it, and is marked as shown", async (context) => {
    const { page } = open(context);
    await tree(page).getByRole("button", { name: "Show folders of Raw" }).click();
    await tree(page).getByRole("link", { name: "stock" }).click();
    await expect.poll(() => crumbs(page)).toEqual(["Raw", "stock"]);
    await expect.poll(() => shownNames(page)).toEqual(["c.csv"]);
    await expect.poll(() => shownInTree(page)).toEqual(["stock"]);
  });

  test("arrow keys go along the tree and open and close its folders, and Enter goes there", async (context) => {
    const { page } = open(context);
    await tree(page).getByRole("link", { name: "Raw" }).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toBe("sales");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "sales", "2024", "2025", "stock", "Trusted", "Refined"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focused(page)).toBe("2024");
    await page.keyboard.press("Enter");
    await expect.poll(() => crumbs(page)).toEqual(["Raw", "sales", "2024"]);
    await expect.poll(() => shownNames(page)).toEqual(["01"]);
    await expect.poll(() => shownInTree(page)).toEqual(["2024"]);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focused(page)).toBe("sales");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "sales", "stock", "Trusted", "Refined"]);
  });

  test("the tree opens down to a folder that an address leads to", async (context) => {
    const { page } = open(context);
    await page.reload();
    await expect.poll(() => crumbs(page)).toEqual(["Raw", "sales", "2024"]);
    await expect.poll(() => treeNames(page)).toEqual(["Raw", "sales", "2024", "2025", "stock", "Trusted", "Refined"]);
    expect(await shownInTree(page)).toEqual(["2024"]);
  });

  test("a folder that is made shows in the tree by itself", async (context) => {
    const { page } = open(context);
    await tree(page).getByRole("link", { name: "Raw" }).click();
    await expect.poll(() => crumbs(page)).toEqual(["Raw"]);
    await page.getByRole("button", { name: "New folder" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("returns");
    await dialog.getByRole("button", { name: "Make the folder" }).click();
    await expect
      .poll(() => treeNames(page))
      .toEqual(["Raw", "returns", "sales", "2024", "2025", "stock", "Trusted", "Refined"]);
  });
});

function tree(page: Page): Locator {
  return page.getByRole("navigation", { name: "Lake" });
}

/** Zones and folders as they stand in the tree, from above to below. */
function treeNames(page: Page): Promise<string[]> {
  return tree(page).locator('a[href*="/zone/"]').allTextContents();
}

/** What the tree marks as the place that is looked at. */
function shownInTree(page: Page): Promise<string[]> {
  return tree(page).locator('a[href*="/zone/"][aria-current="page"]').allTextContents();
}

function focused(page: Page): Promise<string> {
  return page.locator(":focus").innerText();
}
