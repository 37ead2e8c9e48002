import type { ExportFormat } from "../../../shared/contract/snapshots.ts";
import { formatCount, plural } from "../../lib/format.ts";

/** Rows of one Excel sheet, with the header (Excel's own limit: support.microsoft.com, "Excel specifications and limits"). */
const SHEET_ROWS = 1_048_576;
const SHEET_COLUMNS = 16_384;

interface Extent {
  rows: number | null;
  columns: number | null;
}

/** What comes out of an export, in sentences; and what stands in its way. */
export function exportOutcome(
  format: ExportFormat,
  { rows, columns }: Extent,
): { text: string; problem: string | null } {
  const size = [rows === null ? "All rows" : plural(rows, "row"), columns === null ? null : plural(columns, "column")]
    .filter((part) => part !== null)
    .join(" and ");
  if (format.kind === "csv") return { text: `${size} as ${csvText(format.options)}.`, problem: null };
  const problem =
    columns !== null && columns > SHEET_COLUMNS
      ? `An Excel sheet has at most ${formatCount(SHEET_COLUMNS)} columns. Choose fewer columns, or CSV.`
      : null;
  return { text: `${size} in ${sheetsText(format.options.sheetName, rows)}`, problem };
}

function csvText({ gzip, header, byteOrderMark }: Extract<ExportFormat, { kind: "csv" }>["options"]): string {
  const parts = [
    header ? "with a header" : "without a header",
    byteOrderMark ? "readable by Excel" : null,
    gzip ? "compressed with gzip" : null,
  ];
  return `a CSV file in UTF-8, ${parts.filter((part) => part !== null).join(", ")}`;
}

function sheetsText(name: string, rows: number | null): string {
  const perSheet = SHEET_ROWS - 1;
  if (rows === null) {
    return `an Excel workbook. A sheet holds ${formatCount(perSheet)} rows: what is more goes on in further sheets.`;
  }
  const sheets = Math.max(1, Math.ceil(rows / perSheet));
  if (sheets === 1) return `one sheet, “${name}”.`;
  return `${formatCount(sheets)} sheets, “${name}” to “${name} (${sheets})”: one sheet holds ${formatCount(perSheet)} rows.`;
}
