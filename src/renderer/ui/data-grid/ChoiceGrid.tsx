import type { ColDef, GridApi } from "ag-grid-community";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { showError } from "../show-error.ts";
import { usePageKeys } from "../use-page-keys.ts";
import { blockSource } from "./block-source.ts";
import { ChooseAll, ChooseAllContext } from "./ChooseAll.tsx";
import classes from "./ChoiceGrid.module.css";
import { InfiniteGrid } from "./InfiniteGrid.tsx";
import { firstRows, type RowChoice, withRow } from "./row-choice.ts";
import { useShownSelection } from "./use-shown-selection.ts";

const BLOCK = 100;
/** Rows asked for at once to choose all. */
const PAGE = 500;
const selection = { mode: "multiRow", checkboxes: true, headerCheckbox: false, enableClickSelection: false } as const;
/** The grid's own way to choose all knows loaded rows only; ours is a key of the page. */
const suppressKeyboardEvent = ({ event: { key, ctrlKey, metaKey } }: { event: KeyboardEvent }) =>
  (ctrlKey || metaKey) && key.toLowerCase() === "a";
const everyColumn: ColDef = { suppressKeyboardEvent };
const choosing: ColDef = { headerComponent: ChooseAll, suppressKeyboardEvent };

interface ChoiceGridProps<Row> {
  label: string;
  columnDefs: ColDef<Row>[];
  idOf: (row: Row) => string;
  /** The same function as long as the same list is meant. */
  read: (
    page: { start: number; limit: number },
    options?: { signal: AbortSignal },
  ) => Promise<{ rows: Row[]; count: number }>;
  /** Another one says that rows may have changed. */
  revision: number;
  /** Rows that can be chosen at once. */
  most: number;
  onChoose: (choice: RowChoice<Row>) => void;
  onOpen?: (row: Row) => void;
  /** Shown instead of no rows. */
  empty: ReactNode;
}

/** A list whose rows are chosen by their boxes, with the space bar, or all at once; what is chosen need not be loaded. */
export function ChoiceGrid<Row>({
  label,
  columnDefs,
  idOf,
  read,
  revision,
  most,
  onChoose,
  onOpen,
  empty,
}: ChoiceGridProps<Row>) {
  const [api, setApi] = useState<GridApi<Row> | null>(null);
  const [listed, setListed] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const closing = useRef<AbortController | null>(null);
  const showChosen = useShownSelection(api, chosen);
  const source = useMemo(
    () =>
      blockSource<Row>(
        ({ start }) => read({ start, limit: BLOCK }),
        ({ count }) => setListed(count),
      ),
    [read],
  );
  useEffect(() => {
    // The grid keeps where it is scrolled to.
    if (api && !api.isDestroyed()) api.refreshInfiniteCache();
  }, [api, revision]);
  // Also when there is nothing: what was chosen in another list is not chosen in this one.
  useEffect(
    () => onChoose({ rows: [...chosen.values()], listed: listed ?? 0, most }),
    [chosen, listed, most, onChoose],
  );
  useEffect(() => () => closing.current?.abort(), []);

  const chooseAll = () => {
    closing.current?.abort();
    const { signal } = (closing.current = new AbortController());
    firstRows((start, limit) => read({ start, limit }, { signal }), { most, page: PAGE }).then(
      (rows) => signal.aborted || setChosen(new Map(rows.map((row) => [idOf(row), row]))),
      (error: unknown) => signal.aborted || showError(error),
    );
  };
  usePageKeys({ "mod+A": chooseAll });

  const isEmpty = listed === 0;
  const all = {
    chosen: chosen.size,
    listed: listed ?? 0,
    most,
    toggle: (isWanted: boolean) => (isWanted ? chooseAll() : setChosen(new Map())),
  };
  return (
    <ChooseAllContext value={all}>
      {isEmpty && empty}
      {/* Stays where it is while it is empty: it is what asks again. */}
      <div className={classes["grid"]} hidden={isEmpty}>
        <InfiniteGrid<Row>
          label={label}
          datasource={source}
          columnDefs={columnDefs}
          cacheBlockSize={BLOCK}
          onGridReady={(event) => setApi(event.api)}
          getRowId={({ data }) => idOf(data)}
          rowSelection={selection}
          defaultColDef={everyColumn}
          selectionColumnDef={choosing}
          onModelUpdated={showChosen}
          onRowSelected={({ node, data, source: by }) => {
            if (by === "api" || data === undefined) return;
            const change = { id: idOf(data), row: data, isChosen: node.isSelected() === true, most };
            setChosen((before) => withRow(before, change));
          }}
          onRowDoubleClicked={({ data }) => data && onOpen?.(data)}
        />
      </div>
    </ChooseAllContext>
  );
}
