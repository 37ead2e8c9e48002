import type { Locator, Page } from "playwright-core";

/** The look at the one thing that is selected. */
export function preview(page: Page): Locator {
  return page.getByRole("complementary", { name: "Preview" });
}

export async function openTab(page: Page, name: string): Promise<void> {
  await preview(page).getByRole("tab", { name }).click();
}

/** The grid of the first rows. */
export function firstRows(page: Page): Locator {
  return preview(page).getByRole("region", { name: "First rows" });
}

/** A row of a table of the preview (Columns, Facts, Rejected rows) that has the text in one of its cells. */
export function tableRow(page: Page, table: string, text: string): Locator {
  const rows = preview(page).getByRole("table", { name: table }).getByRole("row");
  return rows.filter({
    has: page
      .getByRole("cell", { name: text, exact: true })
      .or(page.getByRole("rowheader", { name: text, exact: true })),
  });
}

/** Chooses in a field of the dialect form. */
export async function chooseDialect(page: Page, field: string, option: string): Promise<void> {
  await preview(page).getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

export async function dialectValue(page: Page, field: string): Promise<string> {
  return preview(page).getByRole("combobox", { name: field }).inputValue();
}
