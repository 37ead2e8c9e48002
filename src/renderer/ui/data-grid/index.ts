export { DataGrid, type SortBy } from "./DataGrid.tsx";
export { type RowSource, rowsHere } from "./row-source.ts";
