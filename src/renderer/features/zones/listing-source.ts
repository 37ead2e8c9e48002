import type { IDatasource, SortModelItem } from "ag-grid-community";
import type { ListingView } from "../../../shared/contract/zones.ts";
import { client } from "../../lib/client.ts";
import { blockSource } from "../../ui/data-grid/block-source.ts";

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
  return blockSource(({ start, end, sort }) =>
    client.zones.rows({ listingId, view: viewOf(sort, filter), start, end }),
  );
}
