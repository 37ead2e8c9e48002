import type { GridApi, RowSelectionOptions } from "ag-grid-community";
import { useEffect, useMemo, useState } from "react";
import type { ListingState, ZoneEntry } from "../../../shared/contract/zones.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { InfiniteGrid } from "../../ui/data-grid/InfiniteGrid.tsx";
import { useShownSelection } from "../../ui/data-grid/use-shown-selection.ts";
import { EntryMenu } from "./EntryMenu.tsx";
import { listingSource, viewOf } from "./listing-source.ts";
import { EmptyFolder } from "./EmptyFolder.tsx";
import { objectColumns, showFitting } from "./object-columns.tsx";
import type { Selection } from "./selection.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import type { ObjectActions } from "./use-object-actions.tsx";

/** Clicks and keys are ours (see use-grid-selection.ts): the grid only shows what is selected, to assistive programs too. */
const shownSelection: RowSelectionOptions<ZoneEntry> = {
  mode: "multiRow",
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: false,
};

interface ObjectGridProps {
  address: ObjectAddress;
  listing: ListingState;
  filter: string;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onOpen: (path: string) => void;
  actions: ObjectActions;
}

/** The entries of a folder: virtual, sorted and filtered in main, a million of them as smooth as ten. */
export function ObjectGrid({ address, listing, filter, selection, onSelect, onOpen, actions }: ObjectGridProps) {
  const [api, setApi] = useState<GridApi<ZoneEntry> | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  const { listingId, revision, count } = listing;
  const source = useMemo(() => listingSource(listingId, filter), [listingId, filter]);
  const columns = useMemo(() => objectColumns(address), [address]);
  const showSelection = useShownSelection(api, selection.paths);

  useEffect(() => {
    // Keeps what is shown, and where, while the blocks in view are fetched again.
    if (api && !api.isDestroyed()) api.refreshInfiniteCache();
  }, [api, revision]);

  const view = () =>
    viewOf(
      (api?.getColumnState() ?? [])
        .filter(({ sort }) => sort)
        .map(({ colId, sort }) => ({ colId, sort: sort ?? "asc", type: "default" })),
      filter,
    );
  const handlers = useGridSelection({
    api,
    listingId,
    folder: address.path,
    view,
    selection,
    onSelect,
    onOpen,
    actions,
  });

  const [first] = selection.paths.size === 1 ? selection.paths : [];
  const only = first === undefined ? null : { ...address, path: first };
  if (listing.complete && count === 0) return <EmptyFolder actions={actions} />;
  return (
    <>
      <InfiniteGrid<ZoneEntry>
        label="Objects"
        onKeyDownCapture={handlers.onKeyDown}
        onClick={handlers.onClick}
        datasource={source}
        columnDefs={columns}
        cacheBlockSize={200}
        infiniteInitialRowCount={Math.max(1, count)}
        getRowId={({ data }) => data.path}
        rowSelection={shownSelection}
        onModelUpdated={showSelection}
        onGridReady={(event) => setApi(event.api)}
        onCellContextMenu={(event) => {
          if (!(event.event instanceof MouseEvent)) return;
          event.event.preventDefault();
          handlers.onContextMenu(event);
          setMenu({ x: event.event.clientX, y: event.event.clientY });
        }}
        onGridSizeChanged={({ api: grid, clientWidth }) => showFitting(grid, clientWidth)}
        preventDefaultOnContextMenu
      />
      {menu && <EntryMenu at={menu} actions={actions} only={only} onClose={() => setMenu(null)} />}
    </>
  );
}
