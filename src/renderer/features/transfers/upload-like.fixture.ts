import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";

/** An upload as main would describe it, for tests. */
export function uploadLike(part: Partial<Upload> = {}): Upload {
  return {
    id: "upload",
    lakeId: "lake",
    zoneId: "raw",
    path: "2024/",
    state: "running",
    error: null,
    warnings: [],
    startedAt: "2026-01-01T00:00:00.000Z",
    files: 1,
    filesDone: 0,
    filesFailed: 0,
    filesSkipped: 0,
    bytes: 10_000,
    bytesDone: 0,
    items: [],
    ...part,
  };
}

export function itemLike(part: Partial<UploadItem> = {}): UploadItem {
  return {
    id: "item",
    path: "2024/a.csv",
    size: 3,
    sent: 0,
    state: "awaiting-bytes",
    storedAs: null,
    error: null,
    uploadUrl: "/uploads/1",
    ...part,
  };
}
