import "./grid-modules.ts";
import { Menu } from "@mantine/core";
import type { ColDef, GridApi } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useMemo, useState } from "react";
import type { Column } from "../../../shared/domain/columns.ts";
import { cspNonce } from "../../lib/csp-nonce.ts";
import { CellValue } from "./CellValue.tsx";
import type { CopyForm } from "./clipboard-text.ts";
import classes from "./DataGrid.module.css";
import { dataColumn, rowNumberColumn } from "./grid-columns.tsx";
import { gridTheme } from "./grid-theme.ts";
import { type GridRow, type RowSource, datasourceOf } from "./row-source.ts";
import { useCellRange } from "./use-cell-range.ts";

export interface SortBy {
  column: string;
  descending: boolean;
}

interface DataGridProps {
  label: string;
  columns: readonly Column[];
  source: RowSource;
  /** Called when the person sorts by headers; the caller gives a source in that order. Without it nothing sorts. */
  onSort?: ((sort: readonly SortBy[]) => void) | undefined;
}

const copyForms: { form: CopyForm; label: string }[] = [
  { form: "tsv", label: "Copy" },
  { form: "tsv-with-header", label: "Copy with header" },
  { form: "csv", label: "Copy as CSV" },
  { form: "markdown", label: "Copy as Markdown" },
  { form: "json", label: "Copy as JSON" },
  { form: "sql-list", label: "Copy as SQL list" },
];

/** Rows of any number with exact cells: scrolls by blocks, selects and copies rectangles, shows a whole value on double click. */
export function DataGrid({ label, columns, source, onSort }: DataGridProps) {
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  const [opened, setOpened] = useState<{ column: Column; value: string | null } | null>(null);
  const range = useCellRange(api, columns, source);
  const isSelected = range.isSelected;
  const definitions = useMemo(
    (): ColDef<GridRow>[] => [
      rowNumberColumn,
      ...columns.map((column, place) => dataColumn(column, place, onSort !== undefined)),
    ],
    [columns, onSort],
  );
  const datasource = useMemo(
    () =>
      datasourceOf(source, (sort) =>
        onSort?.(
          sort.map(({ colId, sort: direction }) => ({
            column: columns[Number(colId)]?.name ?? "",
            descending: direction === "desc",
          })),
        ),
      ),
    [source, columns, onSort],
  );

  return (
    <div className={classes["frame"]} onKeyDownCapture={range.onKeyDown} aria-label={label} role="region">
      <AgGridReact<GridRow>
        theme={gridTheme}
        styleNonce={cspNonce()}
        rowModelType="infinite"
        datasource={datasource}
        columnDefs={definitions}
        defaultColDef={{
          cellClassRules: {
            "lakeshore-range": ({ rowIndex, column }) => isSelected(rowIndex, column?.getColId() ?? ""),
          },
        }}
        headerHeight={40}
        cacheBlockSize={200}
        maxBlocksInCache={30}
        infiniteInitialRowCount={source.count}
        maxConcurrentDatasourceRequests={2}
        blockLoadDebounceMillis={40}
        suppressCellFocus={false}
        animateRows={false}
        preventDefaultOnContextMenu
        onGridReady={(event) => setApi(event.api)}
        onCellMouseDown={range.onMouseDown}
        onCellMouseOver={range.onMouseOver}
        onCellDoubleClicked={({ data, column: clicked }) => {
          const place = Number(clicked.getColId());
          const column = columns[place];
          if (data && column) setOpened({ column, value: data.cells[place] ?? null });
        }}
        onCellContextMenu={({ event }) =>
          event instanceof MouseEvent && setMenu({ x: event.clientX, y: event.clientY })
        }
      />
      {menu && (
        <Menu opened onClose={() => setMenu(null)} position="bottom-start">
          <Menu.Target>
            <div style={{ position: "fixed", left: menu.x, top: menu.y }} />
          </Menu.Target>
          <Menu.Dropdown>
            {copyForms.map(({ form, label: text }) => (
              <Menu.Item key={form} disabled={!range.hasRange()} onClick={() => range.copy(form)}>
                {text}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {opened && <CellValue {...opened} onClose={() => setOpened(null)} />}
    </div>
  );
}
