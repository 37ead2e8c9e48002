import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** The part of the page that lists a folder, found as a person or a screen reader finds it. */
export function objects(page: Page): Locator {
  return page.getByRole("region", { name: "Objects" });
}

/** The cell with an entry's name. */
export function entry(page: Page, name: string): Locator {
  return objects(page).getByRole("gridcell", { name, exact: true });
}

/** What a cell of an entry's row says. */
export async function cellText(
  page: Page,
  name: string,
  column: "kind" | "size" | "modified" | "rows",
): Promise<string> {
  const row = objects(page)
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell", { name, exact: true }) });
  return (await row.locator(`[col-id="${column}"]`).textContent()) ?? "";
}

/** The names in the order in which they are shown (the DOM's own order is that of arrival). */
export async function shownNames(page: Page): Promise<string[]> {
  const rows = await objects(page)
    .getByRole("row")
    .evaluateAll((elements) =>
      elements.flatMap((element): [number, string][] => {
        const index = element.getAttribute("row-index");
        const name = element.querySelector('[col-id="name"]')?.textContent;
        return index === null || name == null ? [] : [[Number(index), name]];
      }),
    );
  return rows.toSorted(([a], [b]) => a - b).map(([, name]) => name);
}

/** The names that are selected, in the order in which they are shown. */
export async function selectedNames(page: Page): Promise<string[]> {
  const names = await objects(page).locator('[aria-selected="true"] [col-id="name"]').allTextContents();
  return (await shownNames(page)).filter((name) => names.includes(name));
}

/** Goes to a zone through the side bar. */
export async function goToZone(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Lake" }).getByRole("link", { name: title, exact: true }).click();
  await expect.poll(() => crumbs(page)).toEqual([title]);
}

/** Opens a folder as with the mouse. */
export async function openFolder(page: Page, name: string): Promise<void> {
  const before = await crumbs(page);
  await entry(page, name).dblclick();
  await expect.poll(() => crumbs(page)).toEqual([...before, name]);
}

/** Where one is: the zone, and the folders down to the one shown. */
export async function crumbs(page: Page): Promise<string[]> {
  const buttons = page.getByRole("navigation", { name: "Folder" }).getByRole("button");
  return (await buttons.allTextContents()).filter((text) => text !== "");
}

export async function openSampleLake(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open the sample lake" }).click();
  await expect.poll(() => crumbs(page)).toEqual(["Raw"]);
}

/** What the line below the list says: "3 objects, 1 folder 12 kB". */
export async function statusText(page: Page): Promise<string> {
  return (await page.getByRole("main").getByRole("status").textContent()) ?? "";
}

/** Runs an action of the selection by its context menu. */
export async function chooseFromMenu(page: Page, name: string, action: string | RegExp): Promise<void> {
  await entry(page, name).click({ button: "right" });
  await page.getByRole("menuitem", { name: action }).click();
}
