import type { IHeaderParams } from "ag-grid-community";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import type { Column, ColumnKind } from "../../../shared/domain/columns.ts";
import classes from "./DataGrid.module.css";
import type { SortBy } from "./sort-by.ts";

/** Kinds whose values stand under one another by their last digit. */
export const RIGHT: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "float"]);

interface Sorting {
  sort: readonly SortBy[];
  /** Null where rows stay as they come. `add` keeps the other columns' part in the order. */
  toggle: ((column: string, add: boolean) => void) | null;
}

/** How the rows are sorted: the order is made in main, and the grid is told of it. */
export const SortingContext = createContext<Sorting>({ sort: [], toggle: null });

/** What is drawn below a column's name and type, by its place from 1; null draws nothing. */
export type HeaderDrawing = (column: Column, number: number) => ReactNode;

export const HeaderDrawingContext = createContext<HeaderDrawing | null>(null);

/** Name and type of a column; a click sorts by it. */
export function ColumnHeader({ shown, number, eGridHeader }: IHeaderParams & { shown: Column; number: number }) {
  const { sort, toggle } = useContext(SortingContext);
  const draw = useContext(HeaderDrawingContext);
  const place = sort.findIndex(({ column }) => column === shown.name);
  const part = sort[place];
  const order = part ? (part.descending ? "descending" : "ascending") : "none";
  useEffect(() => {
    if (toggle) eGridHeader.setAttribute("aria-sort", order);
  }, [eGridHeader, order, toggle]);
  return (
    <div
      className={classes["header"]}
      data-sortable={toggle !== null}
      data-right={RIGHT.has(shown.kind)}
      onClick={(event) => toggle?.(shown.name, event.shiftKey || event.ctrlKey || event.metaKey)}
    >
      <span className={classes["name"]}>
        {shown.name}
        {part && (part.descending ? " ↓" : " ↑")}
        {part && sort.length > 1 && <sup>{place + 1}</sup>}
      </span>
      <span className={classes["type"]}>{shown.type}</span>
      {draw?.(shown, number)}
    </div>
  );
}
