import type { Locator } from "playwright-core";

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
