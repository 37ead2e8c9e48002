import { Badge } from "@mantine/core";
import type { ColDef, ICellRendererParams } from "ag-grid-community";
import type { Dataset } from "../../../shared/domain/inventory.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { exactBytes, exactTime, formatBytes, formatTime } from "../../lib/format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { PathCell } from "../../ui/PathCell.tsx";
import { evidenceText, kindText, stateColors, stateHints, stateWords } from "./inventory-words.ts";

/** The columns of the list of datasets. */
export function datasetColumns(zones: readonly Zone[]): ColDef<Dataset>[] {
  return [
    {
      colId: "path",
      headerName: "Dataset",
      flex: 4,
      minWidth: 280,
      cellRenderer: PathCell,
      cellRendererParams: { zones },
      tooltipValueGetter: ({ data }) => (data ? data.path + data.pattern : null),
    },
    {
      colId: "state",
      headerName: "State",
      width: 125,
      cellRenderer: StateCell,
      tooltipValueGetter: ({ data }) => (data ? stateHints[data.state] : null),
    },
    {
      colId: "evidence",
      headerName: "What was seen",
      flex: 2,
      minWidth: 130,
      valueGetter: ({ data }) => (data ? evidenceText(data) : ""),
      tooltipValueGetter: ({ data }) => (data ? evidenceText(data) : null),
    },
    { colId: "kind", headerName: "Kind", width: 155, valueGetter: ({ data }) => (data ? kindText(data) : "") },
    {
      colId: "format",
      headerName: "Format",
      width: 115,
      valueGetter: ({ data }) => (data ? formatNames[data.format] : ""),
    },
    {
      colId: "size",
      headerName: "Size",
      width: 80,
      headerClass: "ag-right-aligned-header",
      cellClass: ["figures", "ag-right-aligned-cell"],
      valueGetter: ({ data }) => (data ? formatBytes(data.bytes) : ""),
      tooltipValueGetter: ({ data }) => (data ? exactBytes(data.bytes) : null),
    },
    {
      colId: "newest",
      headerName: "Newest",
      width: 95,
      cellClass: "figures",
      valueGetter: ({ data }) => (data?.newest ? formatTime(data.newest) : ""),
      tooltipValueGetter: ({ data }) => (data?.newest ? exactTime(data.newest) : null),
    },
  ];
}

function StateCell({ data }: ICellRendererParams<Dataset>) {
  if (!data) return null;
  return (
    <Badge size="sm" variant="light" color={stateColors[data.state]} tt="none">
      {stateWords[data.state]}
    </Badge>
  );
}
