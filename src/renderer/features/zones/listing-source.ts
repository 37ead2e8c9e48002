import type { IDatasource, IGetRowsParams, SortModelItem } from "ag-grid-community";
import type { ListingView } from "../../../shared/contract/zones.ts";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";

const fields = ["name", "kind", "size", "modified", "rows"] as const;

/** The grid's sort and the filter box, as main understands them. */
export function viewOf(sort: readonly SortModelItem[], filter: string): ListingView {
  return {
    filter,
    sort: sort.flatMap(({ colId, sort: direction }) => {
      const field = fields.find((candidate) => candidate === colId);
      return field ? [{ field, descending: direction === "desc" }] : [];
    }),
  };
}

/** Feeds the grid with blocks of an open listing. */
export function listingSource(listingId: string, filter: string): IDatasource {
  let isOver = false;
  return {
    destroy: () => {
      isOver = true;
    },
    getRows(params: IGetRowsParams) {
      isOver = false;
      const { startRow: start, endRow: end, sortModel } = params;
      client.zones.rows({ listingId, view: viewOf(sortModel, filter), start, end }).then(
        ({ rows, count }) => params.successCallback(rows, count),
        (error: unknown) => {
          // The folder was left, and its listing closed, while its rows were on their way.
          if (isOver) return;
          params.failCallback();
          if (!isCancellation(error)) showError(error);
        },
      );
    },
  };
}
