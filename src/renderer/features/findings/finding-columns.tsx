import { Badge } from "@mantine/core";
import type { ColDef, ICellRendererParams } from "ag-grid-community";
import type { Finding } from "../../../shared/domain/finding.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { PathCell } from "../../ui/PathCell.tsx";
import { columnText, kindName, shareText, stateColors, stateWords, whyText } from "./finding-words.ts";
import classes from "./findings.module.css";

const FIGURE = { headerClass: "ag-right-aligned-header", cellClass: ["figures", "ag-right-aligned-cell"] };

/** The columns of the list of findings. */
export function findingColumns(zones: readonly Zone[]): ColDef<Finding>[] {
  return [
    {
      colId: "path",
      headerName: "Dataset",
      flex: 3,
      minWidth: 170,
      cellRenderer: PathCell,
      cellRendererParams: { zones },
      tooltipValueGetter: ({ data }) => data?.path ?? null,
    },
    {
      colId: "column",
      headerName: "Column",
      flex: 2,
      minWidth: 110,
      valueGetter: ({ data }) => (data ? columnText(data) : ""),
      tooltipValueGetter: ({ data }) => (data ? columnText(data) : null),
    },
    {
      colId: "kind",
      headerName: "Kind",
      width: 145,
      cellRenderer: KindCell,
      tooltipValueGetter: ({ data }) => data?.variant ?? null,
    },
    {
      colId: "share",
      headerName: "Share",
      width: 72,
      ...FIGURE,
      valueGetter: ({ data }) => (data ? shareText(data.share) : ""),
      tooltipValueGetter: ({ data }) =>
        data ? `${shareText(data.share)} of ${data.sampled.toLocaleString("en")} values that were looked at` : null,
    },
    {
      colId: "confidence",
      headerName: "Sure",
      width: 68,
      ...FIGURE,
      valueGetter: ({ data }) => (data ? shareText(data.confidence) : ""),
      tooltipValueGetter: ({ data }) => (data ? `Confidence ${data.confidence.toFixed(2)}` : null),
    },
    {
      colId: "examples",
      headerName: "Examples",
      flex: 2,
      minWidth: 130,
      cellClass: classes["examples"] ?? "",
      valueGetter: ({ data }) => data?.examples.join("   ") ?? "",
      tooltipValueGetter: ({ data }) => data?.examples.join("\n") ?? null,
    },
    {
      colId: "why",
      headerName: "Why",
      flex: 3,
      minWidth: 150,
      valueGetter: ({ data }) => (data ? whyText(data).replaceAll("\n", " ") : ""),
      tooltipValueGetter: ({ data }) => (data ? whyText(data) : null),
    },
    { colId: "state", headerName: "State", width: 105, cellRenderer: StateCell },
  ];
}

function KindCell({ data }: ICellRendererParams<Finding>) {
  if (!data) return null;
  return (
    <Badge size="sm" variant="light" color={data.personal ? "red" : "gray"} tt="none">
      {kindName(data)}
    </Badge>
  );
}

function StateCell({ data }: ICellRendererParams<Finding>) {
  if (!data) return null;
  return (
    <Badge size="sm" variant="light" color={stateColors[data.state]} tt="none">
      {stateWords[data.state]}
    </Badge>
  );
}
