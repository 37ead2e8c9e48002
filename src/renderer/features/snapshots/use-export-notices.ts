import { useEffect } from "react";
import { showExportNotice } from "./ExportNotice.tsx";
import { unfinishedExports } from "./started-exports.ts";

/** Goes on telling of the exports that this window started before it was reloaded. */
export function useExportNotices(): void {
  useEffect(() => {
    for (const started of unfinishedExports()) showExportNotice(started);
  }, []);
}
