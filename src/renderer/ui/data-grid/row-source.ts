import type { IDatasource } from "ag-grid-community";
import type { Cell } from "../../../shared/domain/columns.ts";
import { blockSource } from "./block-source.ts";

/** Where the rows of a grid come from: a result set in main, or a few rows that are here. */
export interface RowSource {
  /** Rows of the view. */
  readonly count: number;
  /** Rows [start, end) with a cell for each column. */
  rows: (start: number, end: number) => Promise<readonly (readonly Cell[])[]>;
}

/** A row of the grid: its number in the view, and its cells. */
export interface GridRow {
  index: number;
  cells: readonly Cell[];
}

export function rowsHere(rows: readonly (readonly Cell[])[]): RowSource {
  return { count: rows.length, rows: async (start, end) => rows.slice(start, end) };
}

/** `onFirst` is called when the first rows have been shown. */
export function datasourceOf(source: RowSource, onFirst: () => void): IDatasource {
  const { count } = source;
  const blocks = blockSource<GridRow>(
    async ({ start, end }) => {
      const rows = await source.rows(start, Math.min(end, count));
      return { rows: rows.map((cells, index) => ({ index: start + index, cells })), count };
    },
    (_block, start) => {
      if (start === 0) requestAnimationFrame(onFirst);
    },
  );
  return { ...blocks, rowCount: count };
}
