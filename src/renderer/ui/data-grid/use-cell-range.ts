import { notifications } from "@mantine/notifications";
import type { CellMouseDownEvent, CellMouseOverEvent, GridApi } from "ag-grid-community";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Column } from "../../../shared/domain/columns.ts";
import { formatCount } from "../../lib/format.ts";
import { showError } from "../show-error.ts";
import { type CellPlace, type CellRange, boundsOf, contains } from "./cell-range.ts";
import { type CopyForm, clipboardText } from "./clipboard-text.ts";
import { BARE } from "./grid-columns.tsx";
import { ROW_HEIGHT } from "./grid-theme.ts";
import { placeAfterKey } from "./range-keys.ts";
import type { GridRow, RowSource } from "./row-source.ts";

/** More than this is no longer a thing to paste: an export is. */
const MOST_CELLS = 500_000;
const ROWS_A_CALL = 1000;

/** The cells that are selected: rows [start, end) of the view, and the names of the columns in the order they are shown. */
export interface SelectedCells {
  start: number;
  end: number;
  columns: string[];
}

/** Selecting a rectangle of cells by pointer and keys, and copying it: the community edition of the grid has neither. */
export function useCellRange(
  api: GridApi<GridRow> | null,
  columns: readonly Column[],
  source: RowSource,
  onSelect?: (selected: SelectedCells | null) => void,
) {
  const range = useRef<CellRange | null>(null);
  const dragging = useRef(false);
  useEffect(() => {
    const stop = () => {
      dragging.current = false;
    };
    window.addEventListener("mouseup", stop);
    return () => window.removeEventListener("mouseup", stop);
  }, []);

  const shown = () => columnsShown(api);
  const extent = () => {
    const { top, bottom } = api?.getVerticalPixelRange() ?? { top: 0, bottom: 0 };
    return {
      last: { row: source.count - 1, column: shown().length - 1 },
      page: Math.max(1, Math.floor((bottom - top) / ROW_HEIGHT) - 1),
    };
  };
  const placeOf = (event: { rowIndex: number | null; column: { getColId: () => string } }): CellPlace | null => {
    const column = shown().indexOf(event.column.getColId());
    return event.rowIndex === null || column < 0 ? null : { row: event.rowIndex, column };
  };
  const set = (next: CellRange | null) => {
    range.current = next;
    onSelect?.(next && selectedCells(next));
    api?.refreshCells({ force: true, suppressFlash: true });
  };

  const selectedCells = (chosen: CellRange): SelectedCells => {
    const { top, bottom, left, right } = boundsOf(chosen);
    return {
      start: top,
      end: bottom + 1,
      columns: shown()
        .slice(left, right + 1)
        .map((id) => columns[Number(id)]?.name ?? ""),
    };
  };
  const forget = useRef(set);
  useEffect(() => {
    forget.current = set;
  });
  useEffect(() => {
    // Other rows stand at these places now.
    if (range.current !== null) forget.current(null);
  }, [source]);

  const copy = async (form: CopyForm): Promise<void> => {
    const wanted = range.current;
    if (!wanted) return;
    const { top, bottom, left, right } = boundsOf(wanted);
    const chosen = shown()
      .slice(left, right + 1)
      .map(Number);
    const cells = (bottom - top + 1) * chosen.length;
    if (cells > MOST_CELLS) {
      notifications.show({
        color: "yellow",
        title: "Too much to copy",
        message: `${formatCount(cells)} cells are selected. Export them instead, or select at most ${formatCount(MOST_CELLS)}.`,
      });
      return;
    }
    const rows = [];
    for (let start = top; start <= bottom; start += ROWS_A_CALL) {
      rows.push(...(await source.rows(start, Math.min(bottom + 1, start + ROWS_A_CALL))));
    }
    const text = clipboardText(form, {
      names: chosen.map((place) => columns[place]?.name ?? ""),
      isBare: chosen.map((place) => BARE.has(columns[place]?.kind ?? "other")),
      rows: rows.map((row) => chosen.map((place) => row[place] ?? null)),
    });
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `${formatCount(cells)} ${cells === 1 ? "cell" : "cells"} copied`, autoClose: 1500 });
  };

  const extendTo = (end: CellPlace) => set({ anchor: range.current?.anchor ?? end, end });

  return {
    copy: (form: CopyForm) => void copy(form).catch(showError),
    hasRange: () => range.current !== null,
    /** Whether a cell of the shown columns is selected. */
    isSelected: (row: number, columnId: string) => contains(range.current, row, shown().indexOf(columnId)),
    onMouseDown: (event: CellMouseDownEvent<GridRow>): void => {
      const place = placeOf(event);
      if (!place || !(event.event instanceof MouseEvent) || event.event.button !== 0) return;
      dragging.current = true;
      if (event.event.shiftKey) extendTo(place);
      else set({ anchor: place, end: place });
    },
    /** A menu for a cell outside of the selection is about that cell alone. */
    onMenu: (event: { rowIndex: number | null; column: { getColId: () => string } }): void => {
      const place = placeOf(event);
      if (place && !contains(range.current, place.row, place.column)) set({ anchor: place, end: place });
    },
    onMouseOver: (event: CellMouseOverEvent<GridRow>): void => {
      const place = dragging.current ? placeOf(event) : null;
      if (place) extendTo(place);
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const current = range.current;
      const next =
        current && placeAfterKey({ key: event.key, command }, event.shiftKey ? current.end : current.anchor, extent());
      if (command && key === "c") void copy(event.shiftKey ? "tsv-with-header" : "tsv").catch(showError);
      else if (command && key === "a" && source.count > 0) set({ anchor: { row: 0, column: 0 }, end: extent().last });
      else if (next) {
        const [place] = columnsShown(api).slice(next.column);
        api?.ensureIndexVisible(next.row);
        if (place !== undefined) api?.ensureColumnVisible(place);
        if (event.shiftKey) extendTo(next);
        else set({ anchor: next, end: next });
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function columnsShown(api: GridApi<GridRow> | null): string[] {
  return (api?.getAllDisplayedColumns() ?? []).map((column) => column.getColId()).filter((id) => id !== "#");
}
