import type { Upload } from "../../../shared/contract/transfers.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";

export function isUnfinished({ state }: Upload): boolean {
  return state === "running" || state === "paused";
}

export function canRetry({ state, filesFailed }: Upload): boolean {
  return state === "paused" || filesFailed > 0;
}

/** Tries again what failed, and goes on with what was paused. */
export function retryUpload(upload: Upload): void {
  if (canRetry(upload)) client.transfers.retry({ uploadId: upload.id, itemId: null }).catch(showError);
}

export function cancelUpload({ id }: Upload): void {
  client.transfers.cancel({ uploadId: id, itemId: null }).catch(showError);
}

export function clearFinished(): void {
  client.transfers.clearFinished().catch(showError);
}
