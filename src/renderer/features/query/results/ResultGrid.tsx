import { Loader, Text } from "@mantine/core";
import { IconFilterOff, IconHistory, IconTableOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Column } from "../../../../shared/domain/columns.ts";
import { type CellAction, DataGrid, type SelectedCells } from "../../../ui/data-grid/index.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { addFilter, useArrangementStore } from "./arrangement-store.ts";
import { filterForCell } from "./cell-filter.ts";
import { resultSource } from "./result-source.ts";
import classes from "./Results.module.css";
import type { useArrangedView } from "./use-arranged-view.ts";

interface ResultGridProps {
  resultSetId: string;
  columns: readonly Column[];
  view: ReturnType<typeof useArrangedView>;
  totalRows: number;
  onSelect: (selected: SelectedCells | null) => void;
}

/** Rows of any number; the grid fetches the blocks that are in view. */
export function ResultGrid({ resultSetId, columns, view, totalRows, onSelect }: ResultGridProps) {
  const { shown, wanted, isArranging } = view;
  const [isGone, setGone] = useState(false);
  const arrange = useArrangementStore((store) => store.set);
  const source = useMemo(
    () => resultSource({ resultSetId, viewId: shown.viewId, count: shown.rows, onGone: () => setGone(true) }),
    [resultSetId, shown.viewId, shown.rows],
  );
  const actions = useMemo(
    (): CellAction[] =>
      ([true, false] as const).map((keep) => ({
        label: ({ name }, value) => filterForCell(name, value, keep).label,
        run: ({ name }, value) => addFilter(resultSetId, filterForCell(name, value, keep).filter),
      })),
    [resultSetId],
  );
  if (isGone) {
    return (
      <EmptyState icon={<IconHistory size={22} />} title="This result is not kept any more">
        Results make room for newer ones. Run the query again to see its rows.
      </EmptyState>
    );
  }
  return (
    <>
      <DataGrid
        label="Rows"
        columns={columns}
        source={source}
        sort={wanted.sort}
        onSort={(sort) => arrange(resultSetId, { sort: sort.slice(0, 8) })}
        onSelect={onSelect}
        cellActions={actions}
      />
      {shown.rows === 0 && !isArranging && (
        <div className={classes["overlay"]}>
          {totalRows === 0 ? (
            <EmptyState icon={<IconTableOff size={22} />} title="The query has no rows" />
          ) : (
            <EmptyState icon={<IconFilterOff size={22} />} title="No row passes the filters">
              Change or remove a filter above.
            </EmptyState>
          )}
        </div>
      )}
      {isArranging && (
        <div className={classes["arranging"]} role="status">
          <Loader size={14} />
          <Text size="sm">{wanted.sort.length > 0 ? "Sorting …" : "Filtering …"}</Text>
        </div>
      )}
    </>
  );
}
