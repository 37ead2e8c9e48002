import "./tall-content.css";
import type { ColDef, GridApi } from "ag-grid-community";
import { useMemo, useRef, useState } from "react";
import type { Cell, Column } from "../../../shared/domain/columns.ts";
import { type CellAction, CellMenu, type CellMenuPlace } from "./CellMenu.tsx";
import { CellValue } from "./CellValue.tsx";
import { type HeaderDrawing, HeaderDrawingContext, SortingContext } from "./ColumnHeader.tsx";
import { COLUMNS_AT_ONCE, ColumnPager } from "./ColumnPager.tsx";
import classes from "./DataGrid.module.css";
import { dataColumn, rowNumberColumn } from "./grid-columns.tsx";
import { InfiniteGrid } from "./InfiniteGrid.tsx";
import { type GridRow, type RowSource, datasourceOf } from "./row-source.ts";
import { type SortBy, nextSort } from "./sort-by.ts";
import { type SelectedCells, useCellRange } from "./use-cell-range.ts";
import { useFittedColumns } from "./use-fitted-columns.ts";
import { useTallScroll } from "./use-tall-scroll.ts";

interface DataGridProps {
  label: string;
  columns: readonly Column[];
  source: RowSource;
  /** How `source` is sorted. */
  sort?: readonly SortBy[];
  /** Called when the person sorts by headers; the caller gives a source in that order. Without it nothing sorts. */
  onSort?: (sort: SortBy[]) => void;
  /** Called with the cells that are selected, whenever that changes. */
  onSelect?: (selected: SelectedCells | null) => void;
  /** Offered for one cell beside copying. */
  cellActions?: readonly CellAction[];
  /** Drawn in each header, below name and type. */
  drawHeader?: HeaderDrawing | null;
}

/** Pixels of a header, and of what may be drawn in it. */
const HEADER = 40;
const DRAWING = 26;

const asItComes: readonly SortBy[] = [];
const noActions: readonly CellAction[] = [];

/** Rows of any number with exact cells: scrolls by blocks, selects and copies rectangles, shows a whole value on double click. */
export function DataGrid({
  label,
  columns,
  source,
  sort = asItComes,
  onSort,
  onSelect,
  cellActions = noActions,
  drawHeader = null,
}: DataGridProps) {
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const [menu, setMenu] = useState<CellMenuPlace | null>(null);
  const [opened, setOpened] = useState<{ column: Column; value: Cell } | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  useTallScroll(frame, source.count);
  const range = useCellRange(api, columns, source, onSelect);
  const isSelected = range.isSelected;
  const sorting = useMemo(
    () => ({
      sort,
      toggle: onSort ? (column: string, add: boolean) => onSort(nextSort(sort, column, add)) : null,
    }),
    [sort, onSort],
  );
  const [page, setPage] = useState(0);
  const first = page < columns.length ? page : 0;
  const definitions = useMemo(
    (): ColDef<GridRow>[] => [
      rowNumberColumn(source.count),
      ...columns
        .slice(first, first + COLUMNS_AT_ONCE)
        .map((column, place) => dataColumn(column, first + place, (name, add) => sorting.toggle?.(name, add))),
    ],
    [columns, first, source.count, sorting],
  );
  const fit = useFittedColumns(api, columns);
  const datasource = useMemo(() => datasourceOf(source, fit), [source, fit]);
  const cellAt = (data: GridRow | undefined, columnId: string) => {
    const column = columns[Number(columnId)];
    return data && column ? { column, value: data.cells[Number(columnId)] ?? null } : null;
  };

  return (
    <HeaderDrawingContext value={drawHeader}>
      <SortingContext value={sorting}>
        <InfiniteGrid<GridRow>
          label={label}
          frame={frame}
          frameClass={classes["frame"]}
          onKeyDownCapture={range.onKeyDown}
          above={
            columns.length > COLUMNS_AT_ONCE && <ColumnPager count={columns.length} first={first} onFirst={setPage} />
          }
          datasource={datasource}
          columnDefs={definitions}
          defaultColDef={{
            cellClassRules: {
              "lakeshore-range": ({ rowIndex, column }) => isSelected(rowIndex, column?.getColId() ?? ""),
            },
          }}
          headerHeight={drawHeader ? HEADER + DRAWING : HEADER}
          overlayNoRowsTemplate="No rows"
          cacheBlockSize={200}
          maxBlocksInCache={30}
          infiniteInitialRowCount={source.count}
          maxConcurrentDatasourceRequests={2}
          blockLoadDebounceMillis={40}
          preventDefaultOnContextMenu
          onGridReady={(event) => setApi(event.api)}
          onCellMouseDown={range.onMouseDown}
          onCellMouseOver={range.onMouseOver}
          onCellDoubleClicked={({ data, column }) => setOpened(cellAt(data, column.getColId()))}
          onCellContextMenu={({ event, data, column, rowIndex }) => {
            const cell = cellAt(data, column.getColId());
            range.onMenu({ rowIndex, column });
            if (cell && event instanceof MouseEvent) setMenu({ x: event.clientX, y: event.clientY, ...cell });
          }}
        />
        {menu && (
          <CellMenu
            at={menu}
            canCopy={range.hasRange()}
            onCopy={range.copy}
            actions={cellActions}
            onShow={() => setOpened(menu)}
            onClose={() => setMenu(null)}
          />
        )}
        {opened && <CellValue {...opened} onClose={() => setOpened(null)} />}
      </SortingContext>
    </HeaderDrawingContext>
  );
}
