import type { CellContextMenuEvent, GridApi } from "ag-grid-community";
import type { KeyboardEvent, MouseEvent } from "react";
import type { ListingView, ZoneEntry } from "../../../shared/contract/zones.ts";
import { parentPath } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import { type Selection, nothingSelected, rangeTo, selectOne, toggle } from "./selection.ts";
import type { ObjectActions } from "./use-object-actions.tsx";

interface GridSelectionOptions {
  api: GridApi<ZoneEntry> | null;
  listingId: string;
  folder: string;
  view: () => ListingView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onOpen: (path: string) => void;
  actions: ObjectActions;
}

/** What clicks and keys in the grid do. Ranges are asked of main: the rows between may not be loaded. */
export function useGridSelection({
  api,
  listingId,
  folder,
  view,
  selection,
  onSelect,
  onOpen,
  actions,
}: GridSelectionOptions) {
  const selectRange = (start: number, end: number, anchor: number | null) =>
    void client.zones
      .paths({ listingId, view: view(), start, end })
      .then((paths) => onSelect({ paths: new Set(paths), anchor }), showError);

  const move = (by: number, extend: boolean) => {
    const row = api?.getFocusedCell()?.rowIndex ?? selection.anchor ?? -1;
    const next = Math.max(0, row + by);
    const data = api?.getDisplayedRowAtIndex(next)?.data;
    if (!api || !data) return;
    api.ensureIndexVisible(next);
    api.setFocusedCell(next, "name");
    if (!extend) return onSelect(selectOne(data.path, next));
    const [start, end] = rangeTo(selection, next);
    selectRange(start, end, selection.anchor ?? next);
  };

  const openSelected = () => {
    const [only] = selection.paths;
    if (selection.paths.size === 1 && only?.endsWith("/")) onOpen(only);
  };

  const keys: Record<string, () => void> = {
    arrowdown: () => move(1, false),
    arrowup: () => move(-1, false),
    "shift+arrowdown": () => move(1, true),
    "shift+arrowup": () => move(-1, true),
    enter: openSelected,
    backspace: () => folder !== "" && onOpen(parentPath(folder)),
    escape: () => onSelect(nothingSelected),
    f2: actions.rename,
    delete: actions.remove,
    "mod+a": () => selectRange(0, Number.MAX_SAFE_INTEGER, 0),
    "mod+c": () => actions.toClipboard("copy"),
    "mod+x": () => actions.toClipboard("move"),
    "mod+v": actions.paste,
    "mod+shift+n": actions.createFolder,
  };

  return {
    /**
     * Of the page, not of the grid: the grid tells of a click a moment later, when a key may have come already. The second
     * of a double click is known by its count: `dblclick` reaches no row where the first has made the rows be drawn anew.
     */
    onClick: (event: MouseEvent): void => {
      const rowIndex = rowIndexAt(event.target);
      const data = rowIndex === null ? undefined : api?.getDisplayedRowAtIndex(rowIndex)?.data;
      if (!data || rowIndex === null) return;
      if (event.shiftKey) {
        const [start, end] = rangeTo(selection, rowIndex);
        selectRange(start, end, selection.anchor ?? rowIndex);
      } else if (event.ctrlKey || event.metaKey) onSelect(toggle(selection, data.path, rowIndex));
      else if (event.detail === 2 && data.kind === "folder") onOpen(data.path);
      else onSelect(selectOne(data.path, rowIndex));
    },

    onContextMenu: ({ data, rowIndex }: CellContextMenuEvent<ZoneEntry>): void => {
      if (data && rowIndex !== null && !selection.paths.has(data.path)) onSelect(selectOne(data.path, rowIndex));
    },

    onKeyDown: (event: KeyboardEvent): void => {
      const modifiers = [event.ctrlKey || event.metaKey ? "mod+" : "", event.shiftKey ? "shift+" : ""].join("");
      const run = keys[modifiers + event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    },
  };
}

function rowIndexAt(target: EventTarget): number | null {
  const index = target instanceof Element ? target.closest("[row-index]")?.getAttribute("row-index") : null;
  return index == null ? null : Number(index);
}
