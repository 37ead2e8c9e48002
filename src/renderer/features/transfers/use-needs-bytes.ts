import { useSyncExternalStore } from "react";
import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import { byteSender } from "./byte-sender.ts";

/** Whether main waits for the bytes of an item, and this page does not have them. */
export function useNeedsChoosing(upload: Upload, item: UploadItem): boolean {
  useSyncExternalStore(byteSender.subscribe, byteSender.version);
  return needsChoosing(upload, item);
}

/** How many items wait for bytes that this page does not have. */
export function useNeedsBytes(uploads: readonly Upload[]): number {
  useSyncExternalStore(byteSender.subscribe, byteSender.version);
  return uploads.reduce(
    (count, upload) => count + upload.items.filter((item) => needsChoosing(upload, item)).length,
    0,
  );
}

function needsChoosing(upload: Upload, item: UploadItem): boolean {
  return item.state === "awaiting-bytes" && !byteSender.holds(upload, item);
}
