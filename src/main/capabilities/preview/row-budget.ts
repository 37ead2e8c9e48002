import type { Cell } from "../../../shared/domain/columns.ts";
import { countText, type Note } from "./notes.ts";

/** More cells than this are no preview any more, and would be slow to send and to draw. */
const MAX_CELLS = 300_000;
/** Characters of all cells together. */
const MAX_TEXT = 8_000_000;
/** A cell longer than this is cut, where even one row is over the budget. */
const MAX_CELL = 100_000;

/** Rows to read of a table of so many columns; at least ten, however wide it is. */
export function rowsWithin(columns: number, wanted: number): number {
  return Math.min(wanted, Math.max(10, Math.floor(MAX_CELLS / Math.max(1, columns))));
}

/** The first rows whose text together stays within the budget, and what to say about the rest. */
export function trimmedRows(rows: Cell[][]): { rows: Cell[][]; notes: Note[] } {
  let text = 0;
  let kept = 0;
  for (const row of rows) {
    text += row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    if (text > MAX_TEXT) break;
    kept += 1;
  }
  if (kept === rows.length) return { rows, notes: [] };
  const [first = []] = rows;
  if (kept > 0)
    return {
      rows: rows.slice(0, kept),
      notes: [{ level: "info", text: `Only ${countText(kept, "row")} shown, as the values are very long.` }],
    };
  const cut = first.map((cell) => (cell !== null && cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell));
  return { rows: [cut], notes: [note(`Values of more than ${MAX_CELL.toLocaleString("en-US")} characters are cut.`)] };
}

function note(text: string): Note {
  return { level: "warning", text };
}
