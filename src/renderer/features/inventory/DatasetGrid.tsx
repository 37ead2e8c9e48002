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
import classes from "./inventory.module.css";
import { datasetColumns } from "./dataset-columns.tsx";

const PAGE = 100;
const selection = { mode: "multiRow", checkboxes: true, headerCheckbox: false } as const;

interface DatasetGridProps {
  lakeId: string;
  /** Another one says that datasets may have changed. */
  revision: number;
  /** None is all; the same array as long as the same are meant. */
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
  const grid = useRef<GridApi<Dataset> | null>(null);
  useEffect(() => {
    // The grid keeps what is chosen and where it is scrolled to.
    if (grid.current && !grid.current.isDestroyed()) grid.current.refreshInfiniteCache();
  }, [revision]);
  const source = useMemo(
    () =>
      blockSource<Dataset>(
        async ({ start }) => {
          const page = { lakeId, states, zoneId: null, text, start, limit: PAGE };
          const { datasets, count } = await client.inventory.datasets(page);
          return { rows: datasets, count };
        },
        ({ count }) => setEmpty(count === 0),
      ),
    [lakeId, states, text],
  );
  // What was chosen in another list is not chosen in this one.
  useEffect(() => onChoose([]), [onChoose]);
  return (
    <>
      {isEmpty && (
        <EmptyState icon={<IconChecks size={22} />} title={text === "" ? "Nothing to do here" : "Nothing is called so"}>
          {text === ""
            ? "Every dataset that was found is in the catalog as it is."
            : "Look for another part of a path."}
        </EmptyState>
      )}
      {/* Stays where it is while it is empty: it is what asks again. */}
      <div className={classes["grid"]} hidden={isEmpty}>
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
      </div>
    </>
  );
}
