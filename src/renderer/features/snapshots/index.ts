export { ExportButton } from "./ExportButton.tsx";
export { ExportMenuItem } from "./ExportMenuItem.tsx";
export { openExport } from "./open-export.tsx";
export { useExportNotices } from "./use-export-notices.ts";
