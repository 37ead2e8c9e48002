import type { IDatasource, SortModelItem } from "ag-grid-community";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { showError } from "../show-error.ts";

export interface BlockRequest {
  start: number;
  end: number;
  sort: readonly SortModelItem[];
}

export interface Block<Row> {
  rows: Row[];
  /** Rows in all; null while that is not known. */
  count: number | null;
}

/**
 * Feeds a grid with blocks of rows. A failure is shown, but not one of a source that the grid has left meanwhile: its
 * listing or result was closed while rows were on their way. `onShown` is called with each block that was given.
 */
export function blockSource<Row>(
  fetch: (request: BlockRequest) => Promise<Block<Row>>,
  onShown: (block: Block<Row>, start: number) => void = () => undefined,
): IDatasource {
  let isOver = false;
  return {
    destroy: () => {
      isOver = true;
    },
    getRows(request) {
      const { startRow: start, endRow: end, sortModel: sort } = request;
      // A grid may take up a source again that it had left.
      isOver = false;
      const show = (block: Block<Row>) => {
        if (isOver) return;
        request.successCallback(block.rows, block.count ?? undefined);
        onShown(block, start);
      };
      const fail = (error: unknown) => {
        if (isOver) return;
        request.failCallback();
        if (!isCancellation(error)) showError(error);
      };
      fetch({ start, end, sort }).then(show, fail);
    },
  };
}
