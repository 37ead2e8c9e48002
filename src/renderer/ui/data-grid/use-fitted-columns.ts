import type { GridApi } from "ag-grid-community";
import { useCallback, useEffect, useRef } from "react";
import type { Column } from "../../../shared/domain/columns.ts";
import type { GridRow } from "./row-source.ts";

/** Wider than this no column begins: long texts are read by a double click. In pixels. */
const WIDEST = 420;
const NARROWEST = 70;

/** Makes columns as wide as their first rows, once: from then on their width is the person's. Returns the fitting. */
export function useFittedColumns(api: GridApi<GridRow> | null, columns: readonly Column[]): () => void {
  const fitted = useRef<readonly Column[] | null>(null);
  const latest = useRef({ api, columns });
  useEffect(() => {
    latest.current = { api, columns };
  });
  return useCallback(() => {
    const { api: grid, columns: current } = latest.current;
    if (!grid || grid.isDestroyed() || fitted.current === current) return;
    fitted.current = current;
    const colIds = grid
      .getAllDisplayedVirtualColumns()
      .map((column) => column.getColId())
      .filter((id) => id !== "#");
    grid.autoSizeColumns({ colIds, skipHeader: false, defaultMinWidth: NARROWEST, defaultMaxWidth: WIDEST });
  }, []);
}
