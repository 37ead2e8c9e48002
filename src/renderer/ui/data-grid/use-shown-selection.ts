import type { GridApi } from "ag-grid-community";
import { useCallback, useEffect } from "react";

/** Marks those of the loaded rows whose ids are selected; the answer is called when others have come. */
export function useShownSelection<Row>(
  api: GridApi<Row> | null,
  selected: { has: (id: string) => boolean },
): () => void {
  const show = useCallback(() => {
    if (!api || api.isDestroyed()) return;
    api.forEachNode((node) => {
      const isSelected = node.data !== undefined && node.id !== undefined && selected.has(node.id);
      if (node.isSelected() !== isSelected) node.setSelected(isSelected);
    });
  }, [api, selected]);
  useEffect(show, [show]);
  return show;
}
