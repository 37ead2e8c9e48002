import type { ExportFormat } from "../../../shared/contract/snapshots.ts";

export function extensionOf(format: ExportFormat): string {
  if (format.kind === "xlsx") return "xlsx";
  return format.options.gzip ? "csv.gz" : "csv";
}

/** A name for the file that every system takes: "2024/sales: net.csv" → "2024-sales- net.xlsx". */
export function suggestedFileName(name: string, format: ExportFormat): string {
  const stem = name
    .replace(/\.(csv|tsv|txt|json|ndjson|jsonl|parquet|xlsx)(\.gz)?$/i, "")
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, "-")
    .replaceAll(/[. ]+$/g, "")
    .trim()
    .slice(0, 150);
  return `${stem || "export"}.${extensionOf(format)}`;
}
