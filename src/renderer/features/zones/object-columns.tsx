import { IconBraces, IconFile, IconFileText, IconFolder, IconLink, IconTable } from "@tabler/icons-react";
import type { ColDef, GridApi, ICellRendererParams } from "ag-grid-community";
import type { ZoneEntry } from "../../../shared/contract/zones.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { exactBytes, exactTime, formatBytes, formatCount, formatTime } from "../../lib/format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { setDraggedAddress } from "../../lib/dragged-address.ts";
import { dropTarget } from "../transfers/index.ts";
import classes from "./ZonePage.module.css";

/** The columns of the object grid. */
export function objectColumns(folder: ObjectAddress): ColDef<ZoneEntry>[] {
  return [
    {
      colId: "name",
      headerName: "Name",
      flex: 3,
      minWidth: 180,
      sortable: true,
      cellRenderer: NameCell,
      cellRendererParams: { folder },
    },
    {
      colId: "kind",
      headerName: "Kind",
      width: 120,
      sortable: true,
      valueGetter: ({ data }) => (data ? kindText(data) : ""),
    },
    {
      colId: "size",
      headerName: "Size",
      width: 90,
      sortable: true,
      headerClass: "ag-right-aligned-header",
      cellClass: ["figures", "ag-right-aligned-cell"],
      valueGetter: ({ data }) => (data?.size == null ? "" : formatBytes(data.size)),
      tooltipValueGetter: ({ data }) => (data?.size == null ? null : exactBytes(data.size)),
    },
    {
      colId: "modified",
      headerName: "Modified",
      width: 120,
      sortable: true,
      cellClass: "figures",
      valueGetter: ({ data }) => (data?.modified ? formatTime(data.modified) : ""),
      tooltipValueGetter: ({ data }) => (data?.modified ? exactTime(data.modified) : null),
    },
    {
      colId: "rows",
      headerName: "Rows",
      headerTooltip: "Of objects that were looked at",
      width: 90,
      sortable: true,
      headerClass: "ag-right-aligned-header",
      cellClass: ["figures", "ag-right-aligned-cell"],
      valueGetter: ({ data }) => (data?.rows == null ? "" : formatCount(data.rows)),
    },
  ];
}

/** Narrower lists show what people look for first: the name, and how much it is. Pixels. */
const ROOM = { kind: 470, modified: 360, rows: 640 };

/** Shows the columns for which a list of this width has room. */
export function showFitting(api: GridApi<ZoneEntry>, width: number): void {
  for (const [column, needed] of Object.entries(ROOM)) api.setColumnsVisible([column], width >= needed);
}

function kindText({ kind, format }: ZoneEntry): string {
  if (kind === "folder") return "Folder";
  if (kind === "link") return "Link";
  return format === null ? "File" : formatNames[format];
}

function NameCell({ data, folder }: ICellRendererParams<ZoneEntry> & { folder: ObjectAddress }) {
  if (!data) return <span>…</span>;
  const address = { ...folder, path: data.path };
  return (
    <div
      className={classes["name"]}
      title={data.name}
      draggable
      onDragStart={(event) => setDraggedAddress(event.dataTransfer, address)}
      {...(data.kind === "folder" ? dropTarget(address) : {})}
    >
      <EntryIcon {...data} />
      <span>{data.name}</span>
    </div>
  );
}

const iconLook = { size: 16, stroke: 1.6, color: "var(--lakeshore-quiet)" };

function EntryIcon({ kind, format }: Pick<ZoneEntry, "kind" | "format">) {
  if (kind === "folder") return <IconFolder {...iconLook} color="var(--mantine-primary-color-filled)" />;
  if (kind === "link") return <IconLink {...iconLook} />;
  if (format === "json" || format === "ndjson") return <IconBraces {...iconLook} />;
  if (format === "text") return <IconFileText {...iconLook} />;
  return format === null ? <IconFile {...iconLook} /> : <IconTable {...iconLook} />;
}
