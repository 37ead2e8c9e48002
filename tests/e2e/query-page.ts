import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Goes to a page of the lake through the side bar. */
export async function goToSection(page: Page, label: string): Promise<void> {
  await page.getByRole("navigation", { name: "Lake" }).getByRole("link", { name: label }).click();
}

export function editor(page: Page): Locator {
  return page.getByRole("textbox", { name: "SQL" });
}

/** Writes a text over the one in the editor and runs it from the keyboard. */
export async function runSql(page: Page, sql: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(sql);
  await page.keyboard.press("ControlOrMeta+Enter");
}

/** What came of the run, below the editor. */
export function result(page: Page): Locator {
  return page.getByRole("region", { name: "Result" });
}

export function resultRows(page: Page): Locator {
  return result(page).getByRole("region", { name: "Rows" });
}

/** Waits until the result says how many rows it has: "12 rows", or "3 of 12 rows" when it is filtered. */
export async function expectRowCount(page: Page, text: string): Promise<void> {
  await expect.poll(() => result(page).textContent(), { timeout: 60_000 }).toContain(`${text} · `);
}
