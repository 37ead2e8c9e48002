export { ExportButton } from "./ExportButton.tsx";
export { ExportMenuItem } from "./ExportMenuItem.tsx";
export { downloadObject, startDownloadJob } from "./start-object-download.ts";
export { openExport } from "./open-export.tsx";
export { useExportNotices } from "./use-export-notices.ts";
