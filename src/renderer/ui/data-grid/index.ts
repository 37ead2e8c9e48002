export type { CellAction } from "./CellMenu.tsx";
export { DataGrid } from "./DataGrid.tsx";
export { type RowSource, rowsHere } from "./row-source.ts";
export type { SelectedCells } from "./use-cell-range.ts";
