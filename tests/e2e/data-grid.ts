import type { Locator } from "playwright-core";

/** What the headers in view say, from left to right: a column's name and its type. The row number is left out. */
export async function headerTexts(grid: Locator): Promise<string[]> {
  return (await inColumnOrder(grid.getByRole("columnheader"))).slice(1);
}

/** The cells in view of a row, from left to right, by the number that stands before it; none while it is not loaded. */
export async function rowCells(grid: Locator, number: number): Promise<string[]> {
  // Row 1 is the header's.
  const row = grid.locator(`[role="row"][aria-rowindex="${number + 1}"]`);
  return (await inColumnOrder(row.getByRole("gridcell"))).slice(1);
}

async function inColumnOrder(cells: Locator): Promise<string[]> {
  const found = await cells.evaluateAll((elements) =>
    elements.map((element): [number, string] => [
      Number(element.getAttribute("aria-colindex")),
      (element.textContent ?? "").trim(),
    ]),
  );
  return found.toSorted(([a], [b]) => a - b).map(([, text]) => text);
}
