import { setImmediate as nextTurn } from "node:timers/promises";

/** Rows that one statement changes: SQLite is synchronous here, and a slice of this size goes unnoticed. */
export const SLICE_ROWS = 2000;

/** Repeats a statement that changes at most `SLICE_ROWS` rows until it changes fewer, and lets others work in between. */
export async function inSlices(change: () => number): Promise<void> {
  while (change() >= SLICE_ROWS) await nextTurn();
}
