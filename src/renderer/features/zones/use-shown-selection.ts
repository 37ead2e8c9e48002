import type { GridApi, RowSelectionOptions } from "ag-grid-community";
import { useCallback, useEffect } from "react";
import type { ZoneEntry } from "../../../shared/contract/zones.ts";
import type { Selection } from "./selection.ts";

/** Clicks and keys are ours (see use-grid-selection.ts): the grid only shows what is selected, to assistive programs too. */
export const shownSelection: RowSelectionOptions<ZoneEntry> = {
  mode: "multiRow",
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: false,
};

/** Marks the selected rows of those that are loaded; the answer is called when others have come. */
export function useShownSelection(api: GridApi<ZoneEntry> | null, { paths }: Selection): () => void {
  const show = useCallback(() => {
    if (!api || api.isDestroyed()) return;
    api.forEachNode((node) => {
      const isSelected = node.data !== undefined && paths.has(node.data.path);
      if (node.isSelected() !== isSelected) node.setSelected(isSelected);
    });
  }, [api, paths]);
  useEffect(show, [show]);
  return show;
}
