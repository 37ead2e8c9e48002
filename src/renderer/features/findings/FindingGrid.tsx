import { IconShieldCheck } from "@tabler/icons-react";
import type { GridApi } from "ag-grid-community";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Finding, FindingCount, FindingState } from "../../../shared/domain/finding.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { blockSource } from "../../ui/data-grid/block-source.ts";
import { InfiniteGrid } from "../../ui/data-grid/InfiniteGrid.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { findingColumns } from "./finding-columns.tsx";
import classes from "./findings.module.css";

const PAGE = 100;
const selection = { mode: "multiRow", checkboxes: true, headerCheckbox: false, enableClickSelection: false } as const;

/** Which findings are shown. */
export interface ShownFindings {
  states: FindingState[];
  kinds: string[];
  zoneId: string | null;
  personal: boolean;
  text: string;
}

interface FindingGridProps {
  lakeId: string;
  /** Another one says that findings or what was decided may have changed. */
  revision: string;
  /** The same object as long as the same is meant. */
  shown: ShownFindings;
  onChoose: (findings: Finding[]) => void;
  onKinds: (kinds: FindingCount[]) => void;
}

/** Findings, chosen by their boxes or with the space bar. */
export function FindingGrid({ lakeId, revision, shown, onChoose, onKinds }: FindingGridProps) {
  const { definition } = useLake();
  const [isEmpty, setEmpty] = useState(false);
  const columns = useMemo(() => findingColumns(definition.zones), [definition.zones]);
  const grid = useRef<GridApi<Finding> | null>(null);
  useEffect(() => {
    // The grid keeps what is chosen and where it is scrolled to.
    if (grid.current && !grid.current.isDestroyed()) grid.current.refreshInfiniteCache();
  }, [revision]);
  const source = useMemo(
    () =>
      blockSource<Finding>(
        async ({ start }) => {
          const { findings, count, kinds } = await client.findings.list({ lakeId, ...shown, start, limit: PAGE });
          onKinds(kinds);
          return { rows: findings, count };
        },
        ({ count }) => setEmpty(count === 0),
      ),
    [lakeId, shown, onKinds],
  );
  // What was chosen in another list is not chosen in this one.
  useEffect(() => onChoose([]), [onChoose]);
  return (
    <>
      {isEmpty && (
        <EmptyState icon={<IconShieldCheck size={22} />} title="Nothing of this was found">
          Scans look at the first rows of every dataset that has changed. Show other kinds or states, or scan the lake
          again.
        </EmptyState>
      )}
      {/* Stays where it is while it is empty: it is what asks again. */}
      <div className={classes["grid"]} hidden={isEmpty}>
        <InfiniteGrid<Finding>
          label="Findings"
          datasource={source}
          columnDefs={columns}
          cacheBlockSize={PAGE}
          maxBlocksInCache={20}
          onGridReady={({ api }) => {
            grid.current = api;
          }}
          getRowId={({ data: { zoneId, path, column, field, kind } }) =>
            JSON.stringify([zoneId, path, column, field, kind])
          }
          rowSelection={selection}
          onSelectionChanged={({ api }) => onChoose(api.getSelectedRows())}
        />
      </div>
    </>
  );
}
