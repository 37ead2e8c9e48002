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
  return {
    rowCount: source.count,
    getRows(request) {
      const { startRow, endRow } = request;
      source.rows(startRow, Math.min(endRow, source.count)).then(
        (rows) => {
          request.successCallback(
            rows.map((cells, index): GridRow => ({ index: startRow + index, cells })),
            source.count,
          );
          if (startRow === 0) requestAnimationFrame(onFirst);
        },
        (error: unknown) => {
          request.failCallback();
          if (!isCancellation(error)) showError(error);
        },
      );
    },
  };
}
