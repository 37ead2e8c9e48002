import { IconChecks } from "@tabler/icons-react";
import type { GridApi } from "ag-grid-community";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { Dataset, DatasetState } from "../../../shared/domain/inventory.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { zonePath } from "../../lib/paths.ts";
import { blockSource } from "../../ui/data-grid/block-source.ts";
import { InfiniteGrid } from "../../ui/data-grid/InfiniteGrid.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { datasetColumns } from "./dataset-columns.tsx";

const PAGE = 100;
const selection = { mode: "multiRow", checkboxes: true, headerCheckbox: false } as const;

interface DatasetGridProps {
  lakeId: string;
  /** Another one says that datasets may have changed. */
  revision: number;
  /** None is all. */
  states: DatasetState[];
  text: string;
  onChoose: (datasets: Dataset[]) => void;
}

/** Datasets, chosen by their boxes; a double click goes to where they are. */
export function DatasetGrid({ lakeId, revision, states, text, onChoose }: DatasetGridProps) {
  const { definition } = useLake();
  const [, navigate] = useLocation();
  const [isEmpty, setEmpty] = useState(false);
  const columns = useMemo(() => datasetColumns(definition.zones), [definition.zones]);
  const source = useMemo(
    () =>
      blockSource<Dataset>(
        async ({ start }) => {
          const page = { lakeId, states, zoneId: null, text, start, limit: PAGE };
          const { datasets, count } = await client.inventory.datasets(page);
          return { rows: datasets, count };
        },
        ({ rows }, start) => {
          if (start === 0) setEmpty(rows.length === 0);
        },
      ),
    [lakeId, states, text],
  );
  const grid = useRef<GridApi<Dataset> | null>(null);
  useEffect(() => {
    // The grid keeps what is chosen and where it is scrolled to; an empty list is asked for anew.
    if (grid.current && !grid.current.isDestroyed()) grid.current.refreshInfiniteCache();
    setEmpty(false);
  }, [revision]);
  // What was chosen in a list that is shown no more is not chosen in this one.
  useEffect(() => onChoose([]), [onChoose, source]);
  if (isEmpty) {
    return (
      <EmptyState icon={<IconChecks size={22} />} title={text === "" ? "Nothing to do here" : "Nothing is called so"}>
        {text === "" ? "Every dataset that was found is in the catalog as it is." : "Look for another part of a path."}
      </EmptyState>
    );
  }
  return (
    <InfiniteGrid<Dataset>
      label="Datasets"
      datasource={source}
      columnDefs={columns}
      cacheBlockSize={PAGE}
      maxBlocksInCache={20}
      onGridReady={({ api }) => {
        grid.current = api;
      }}
      getRowId={({ data }) => String(data.id)}
      rowSelection={selection}
      onSelectionChanged={({ api }) => onChoose(api.getSelectedRows())}
      onRowDoubleClicked={({ data }) => data && navigate(zonePath(lakeId, data.zoneId, data.path))}
    />
  );
}
