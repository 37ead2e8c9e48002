import { Anchor, Breadcrumbs, Text } from "@mantine/core";
import { IconFolder, IconTableOff } from "@tabler/icons-react";
import type { ColDef, GridApi, ICellRendererParams } from "ag-grid-community";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { ListingState, ZoneEntry } from "../../../shared/contract/zones.ts";
import { baseName, type ObjectAddress, parentPath } from "../../../shared/domain/object-address.ts";
import { addressOfTable, type TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatTime, plural } from "../../lib/format.ts";
import { useStream } from "../../lib/use-stream.ts";
import { blockSource } from "../../ui/data-grid/block-source.ts";
import { InfiniteGrid } from "../../ui/data-grid/InfiniteGrid.tsx";
import { CellLine } from "../../ui/CellLine.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import page from "../../ui/page.module.css";
import classes from "./catalog.module.css";

const PAGE = 200;

/** The objects that a table is made of, folder by folder, with their sizes. */
export function FileList({ table }: { table: TableEntry }) {
  const { summary } = useLake();
  const address = addressOfTable(summary.id, table);
  const [folder, setFolder] = useState<string | null>(null);
  if (!address) {
    return (
      <EmptyState icon={<IconTableOff size={22} />} title="Its files are not in this lake">
        {table.location === "" ? "The catalog does not say where they are." : `They are at ${table.location}.`}
      </EmptyState>
    );
  }
  const isFolder = address.path === "" || address.path.endsWith("/");
  const path = folder ?? (isFolder ? address.path : parentPath(address.path));
  return (
    <Folder
      key={path}
      address={{ ...address, path }}
      root={address.path}
      only={isFolder ? "" : baseName(address.path)}
      onOpen={setFolder}
    />
  );
}

interface FolderProps {
  address: ObjectAddress;
  /** The table's own place: nothing above it is shown. */
  root: string;
  /** The name of the one file that a table is; "" for all of a folder. */
  only: string;
  onOpen: (path: string) => void;
}

function Folder({ address: { lakeId, zoneId, path }, root, only, onOpen }: FolderProps) {
  const open = useCallback(
    (options: { signal: AbortSignal }) => client.zones.openListing({ lakeId, zoneId, path }, options),
    [lakeId, zoneId, path],
  );
  const { value: listing, error, retry } = useStream(open);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  const below = path.startsWith(root) ? path.slice(root.length).split("/").filter(Boolean) : [];
  return (
    <div className={page["page"]}>
      <div className={classes["columnBar"]}>
        {only === "" && (
          <Breadcrumbs>
            {["All files", ...below].map((name, depth) => (
              <Anchor
                key={depth === 0 ? "" : below.slice(0, depth).join("/")}
                component="button"
                size="sm"
                onClick={() =>
                  onOpen(
                    root +
                      below
                        .slice(0, depth)
                        .map((part) => `${part}/`)
                        .join(""),
                  )
                }
              >
                {name}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        {listing && only === "" && (
          <Text size="sm" c="dimmed" title={exactBytes(listing.bytes)}>
            {plural(listing.count - listing.folders, "file")}, {formatBytes(listing.bytes)}
            {listing.folders > 0 && `, and ${plural(listing.folders, "folder")}`}
            {!listing.complete && " so far"}
          </Text>
        )}
      </div>
      <div className={page["body"]}>{listing && <Files listing={listing} only={only} onOpen={onOpen} />}</div>
    </div>
  );
}

function Files({ listing, only, onOpen }: { listing: ListingState; only: string; onOpen: (path: string) => void }) {
  const { listingId, revision } = listing;
  const [api, setApi] = useState<GridApi<ZoneEntry> | null>(null);
  const source = useMemo(
    () =>
      blockSource<ZoneEntry>(async ({ start, end }) => {
        const view = { sort: [], filter: only };
        const { rows, count } = await client.zones.rows({ listingId, view, start, end });
        return only === "" ? { rows, count } : exactly(rows, only);
      }),
    [listingId, only],
  );
  useEffect(() => {
    if (api && !api.isDestroyed()) api.refreshInfiniteCache();
  }, [api, revision]);
  return (
    <InfiniteGrid<ZoneEntry>
      label="Files"
      datasource={source}
      columnDefs={fileColumns}
      cacheBlockSize={PAGE}
      getRowId={({ data }) => data.path}
      onGridReady={(event) => setApi(event.api)}
      onRowClicked={({ data }) => data?.kind === "folder" && onOpen(data.path)}
      onCellKeyDown={({ data, event }) => {
        if (event instanceof KeyboardEvent && event.key === "Enter" && data?.kind === "folder") onOpen(data.path);
      }}
    />
  );
}

/** A filter of a listing takes parts of names. */
function exactly(rows: ZoneEntry[], name: string) {
  const found = rows.filter((row) => row.name === name);
  return { rows: found, count: found.length };
}

const fileColumns: ColDef<ZoneEntry>[] = [
  { colId: "name", headerName: "File", flex: 3, minWidth: 220, sortable: false, cellRenderer: NameCell },
  {
    colId: "size",
    headerName: "Size",
    width: 120,
    sortable: false,
    cellClass: ["figures", "ag-right-aligned-cell"],
    headerClass: "ag-right-aligned-header",
    valueGetter: ({ data }) => (data?.size == null ? "" : formatBytes(data.size)),
    tooltipValueGetter: ({ data }) => (data?.size == null ? null : exactBytes(data.size)),
  },
  {
    colId: "modified",
    headerName: "Changed",
    width: 150,
    sortable: false,
    cellClass: "figures",
    valueGetter: ({ data }) => (data?.modified ? formatTime(data.modified) : ""),
    tooltipValueGetter: ({ data }) => (data?.modified ? exactTime(data.modified) : null),
  },
];

function NameCell({ data }: ICellRendererParams<ZoneEntry>) {
  if (!data) return <span>…</span>;
  return <CellLine icon={data.kind === "folder" && <IconFolder size={15} />}>{data.name}</CellLine>;
}
