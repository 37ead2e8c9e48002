import { IconTable } from "@tabler/icons-react";
import type { ColDef, ICellRendererParams } from "ag-grid-community";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { KnowledgeSummary } from "../../../shared/domain/knowledge.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { exactTime, formatCount, formatTime } from "../../lib/format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { CellLine } from "../../ui/CellLine.tsx";
import { ZoneDot } from "../../ui/ZoneDot.tsx";
import { SummaryBadges, summaryKey } from "../knowledge/index.ts";
import classes from "./catalog.module.css";

type Summaries = ReadonlyMap<string, KnowledgeSummary>;

/** The columns of the list of tables; `known` is what people have added to them. */
export function tableColumns(zones: readonly Zone[], known: Summaries | undefined): ColDef<TableEntry>[] {
  return [
    { colId: "name", headerName: "Table", flex: 2, minWidth: 180, cellRenderer: NameCell },
    { colId: "zone", headerName: "Zone", width: 130, cellRenderer: ZoneCell, cellRendererParams: { zones } },
    {
      colId: "format",
      headerName: "Format",
      width: 130,
      valueGetter: ({ data }) => (data ? formatOf(data) : ""),
    },
    {
      colId: "columns",
      headerName: "Columns",
      width: 90,
      headerClass: "ag-right-aligned-header",
      cellClass: ["figures", "ag-right-aligned-cell"],
      valueGetter: ({ data }) => (data ? formatCount(data.columns.length) : ""),
    },
    {
      colId: "knowledge",
      headerName: "Knowledge",
      flex: 2,
      minWidth: 190,
      cellRenderer: KnowledgeCell,
      cellRendererParams: { known },
    },
    {
      colId: "description",
      headerName: "Description",
      flex: 3,
      minWidth: 160,
      valueGetter: ({ data }) => (data ? descriptionOf(data, known).replaceAll(/\s+/g, " ") : ""),
      tooltipValueGetter: ({ data }) => (data ? descriptionOf(data, known) : null),
    },
    {
      colId: "updated",
      headerName: "Changed",
      width: 120,
      cellClass: "figures",
      valueGetter: ({ data }) => (data?.updatedAt ? formatTime(data.updatedAt) : ""),
      tooltipValueGetter: ({ data }) => (data?.updatedAt ? exactTime(data.updatedAt) : null),
    },
  ];
}

/** What a table is made of, as people read it. */
export function formatOf({ kind, format }: TableEntry): string {
  return kind === "view" ? "View" : formatNames[format];
}

function descriptionOf(table: TableEntry, known: Summaries | undefined): string {
  return known?.get(summaryKey(table))?.description ?? table.description;
}

function KnowledgeCell({ data, known }: ICellRendererParams<TableEntry> & { known: Summaries | undefined }) {
  const summary = data && known?.get(summaryKey(data));
  return <span className={classes["name"]}>{summary && <SummaryBadges summary={summary} />}</span>;
}

function NameCell({ data }: ICellRendererParams<TableEntry>) {
  if (!data) return <span>…</span>;
  return <CellLine icon={<IconTable size={16} stroke={1.6} color="var(--lakeshore-quiet)" />}>{data.name}</CellLine>;
}

function ZoneCell({ data, zones }: ICellRendererParams<TableEntry> & { zones: readonly Zone[] }) {
  const zone = zones.find(({ id }) => id === data?.zoneId);
  return (
    <CellLine icon={zone && <ZoneDot kind={zone.kind} />}>
      {zone?.title ?? data?.zoneId ?? (data ? "In no zone" : "")}
    </CellLine>
  );
}
