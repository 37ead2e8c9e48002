import type { ColDef, IHeaderParams } from "ag-grid-community";
import type { Column, ColumnKind } from "../../../shared/domain/columns.ts";
import classes from "./DataGrid.module.css";
import type { GridRow } from "./row-source.ts";

const RIGHT: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "float"]);

/** Kinds whose text is written bare in JSON. */
export const BARE: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "float", "boolean"]);

export const rowNumberColumn: ColDef<GridRow> = {
  colId: "#",
  headerName: "#",
  width: 72,
  pinned: "left",
  lockPinned: true,
  suppressMovable: true,
  sortable: false,
  resizable: false,
  cellClass: "figures",
  cellStyle: { color: "var(--lakeshore-quiet)", textAlign: "right" },
  valueGetter: ({ data, node }) => ((data?.index ?? node?.rowIndex ?? 0) + 1).toLocaleString("en"),
};

export function dataColumn(column: Column, place: number, sortable: boolean): ColDef<GridRow> {
  const isRight = RIGHT.has(column.kind);
  return {
    colId: String(place),
    headerName: column.name,
    headerTooltip: `${column.name}: ${column.type}`,
    headerComponent: ColumnHeader,
    headerComponentParams: { column, sortable },
    width: widthFor(column),
    minWidth: 60,
    sortable,
    suppressHeaderMenuButton: true,
    ...(isRight ? { type: "rightAligned", cellClass: "figures" } : {}),
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

interface ColumnHeaderParams extends IHeaderParams {
  column: IHeaderParams["column"];
  sortable: boolean;
}

function ColumnHeader(params: ColumnHeaderParams & { displayName: string }) {
  const definition: unknown = params.column.getColDef().headerTooltip;
  const type = typeof definition === "string" ? definition.slice(params.displayName.length + 2) : "";
  const sort = params.column.getSort();
  const toggle = (event: { shiftKey: boolean }) => params.sortable && params.progressSort(event.shiftKey);
  return (
    <div className={classes["header"]} onClick={toggle}>
      <span className={classes["name"]}>
        {params.displayName}
        {sort === "asc" && " ↑"}
        {sort === "desc" && " ↓"}
      </span>
      <span className={classes["type"]}>{type}</span>
    </div>
  );
}

function widthFor({ name, kind, type }: Column): number {
  const byKind: Partial<Record<ColumnKind, number>> = {
    text: 170,
    nested: 230,
    timestamp: 185,
    uuid: 270,
    binary: 160,
  };
  const needed = Math.max(name.length, Math.min(type.length, 18)) * 7.2 + 26;
  return Math.round(Math.min(360, Math.max(byKind[kind] ?? 110, needed)));
}
