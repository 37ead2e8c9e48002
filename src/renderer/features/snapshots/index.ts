export { ExportButton } from "./ExportButton.tsx";
export { ExportMenuItem } from "./ExportMenuItem.tsx";
export { startDownload } from "./start-download.ts";
export { downloadObject, startDownloadJob } from "./start-object-download.ts";
export { openExport } from "./open-export.tsx";
export { useExportNotices } from "./use-export-notices.ts";
