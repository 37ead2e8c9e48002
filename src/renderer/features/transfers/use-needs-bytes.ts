import { useSyncExternalStore } from "react";
import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import { isDesktop } from "../../lib/desktop-bridge.ts";
import { byteSender } from "./byte-sender.ts";

/** Whether an item lacks its bytes, and this page does not have them: it was reloaded, or the file was changed. */
export function useNeedsChoosing(upload: Upload, item: UploadItem): boolean {
  useSyncExternalStore(byteSender.subscribe, byteSender.version);
  return needsChoosing(upload, item);
}

/** How many items lack bytes that this page does not have. */
export function useNeedsBytes(uploads: readonly Upload[]): number {
  useSyncExternalStore(byteSender.subscribe, byteSender.version);
  return uploads.reduce(
    (count, upload) => count + upload.items.filter((item) => needsChoosing(upload, item)).length,
    0,
  );
}

/** On the desktop main reads files itself, and whatever failed can be tried again without the page. */
function needsChoosing(upload: Upload, item: UploadItem): boolean {
  const isWanted = item.state === "awaiting-bytes" || (item.state === "failed" && !isDesktop());
  return isWanted && !byteSender.holds(upload, item);
}
