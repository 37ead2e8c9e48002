import type { IDatasource } from "ag-grid-community";
import type { Cell } from "../../../shared/domain/columns.ts";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { showError } from "../show-error.ts";

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
  let isOver = false;
  return {
    rowCount: source.count,
    destroy: () => {
      isOver = true;
    },
    getRows(request) {
      isOver = false;
      const { startRow, endRow } = request;
      const show = (rows: readonly (readonly Cell[])[]) => {
        if (isOver) return;
        request.successCallback(
          rows.map((cells, index): GridRow => ({ index: startRow + index, cells })),
          source.count,
        );
        if (startRow === 0) requestAnimationFrame(onFirst);
      };
      const fail = (error: unknown) => {
        if (isOver) return;
        request.failCallback();
        if (!isCancellation(error)) showError(error);
      };
      source.rows(startRow, Math.min(endRow, source.count)).then(show, fail);
    },
  };
}
