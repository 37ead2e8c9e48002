import type { ColDef } from "ag-grid-community";
import type { Column, ColumnKind } from "../../../shared/domain/columns.ts";
import { formatCount } from "../../lib/format.ts";
import { ColumnHeader, RIGHT } from "./ColumnHeader.tsx";
import classes from "./DataGrid.module.css";
import type { GridRow } from "./row-source.ts";

/** Kinds whose text is written bare in JSON. */
export const BARE: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "float", "boolean"]);

/** The number of each row in the view, wide enough for the last. */
export function rowNumberColumn(count: number): ColDef<GridRow> {
  return {
    colId: "#",
    headerName: "#",
    width: Math.max(56, 24 + formatCount(count).length * 8),
    pinned: "left",
    lockPinned: true,
    suppressMovable: true,
    sortable: false,
    resizable: false,
    cellClass: "figures",
    cellStyle: { color: "var(--lakeshore-quiet)", textAlign: "right" },
    valueGetter: ({ data, node }) => formatCount((data?.index ?? node?.rowIndex ?? 0) + 1),
  };
}

/** `onHeaderKey` is told of Enter and Space on the header. */
export function dataColumn(
  column: Column,
  place: number,
  onHeaderKey: (column: string, add: boolean) => void,
): ColDef<GridRow> {
  const isRight = RIGHT.has(column.kind);
  return {
    colId: String(place),
    headerName: column.name,
    headerTooltip: `${column.name}: ${column.type}`,
    headerComponent: ColumnHeader,
    headerComponentParams: { shown: column, number: place + 1 },
    initialWidth: widthFor(column),
    minWidth: 60,
    // The order is made in main: the grid itself never sorts.
    sortable: false,
    suppressHeaderMenuButton: true,
    suppressHeaderKeyboardEvent: ({ event }) => {
      if (event.key !== "Enter" && event.key !== " ") return false;
      onHeaderKey(column.name, event.shiftKey);
      return true;
    },
    ...(isRight ? { cellClass: ["figures", "ag-right-aligned-cell"] } : {}),
    valueGetter: ({ data }) => data?.cells[place],
    cellRenderer: ({ value }: { value: string | null | undefined }) => <CellText value={value} kind={column.kind} />,
  };
}

function CellText({ value, kind }: { value: string | null | undefined; kind: ColumnKind }) {
  if (value === undefined) return <span>…</span>;
  if (value === null) return <span className={classes["null"]}>NULL</span>;
  if (kind === "binary") return <span title="bytes, in hex">{`0x${value.slice(0, 200)}`}</span>;
  return <span>{value.length > 300 ? `${value.slice(0, 300)} …` : value.replaceAll(/\r?\n/g, " ↵ ")}</span>;
}

function widthFor({ name, kind, type }: Column): number {
  const byKind: Partial<Record<ColumnKind, number>> = {
    text: 170,
    integer: type === "BIGINT" || type === "UBIGINT" ? 168 : 110,
    decimal: 130,
    float: 150,
    nested: 230,
    timestamp: 185,
    uuid: 270,
    binary: 160,
  };
  const needed = Math.max(name.length, Math.min(type.length, 18)) * 7.2 + 26;
  return Math.round(Math.min(360, Math.max(byKind[kind] ?? 110, needed)));
}
