import { AppError } from "../../../shared/domain/app-error.ts";
import type { LedgerUpload } from "./ledger/ledger-rows.ts";
import type { UploadLedger } from "./ledger/upload-ledger.ts";
import { dropAgain } from "./running/upload-run.ts";

const interrupted = new AppError("UNAVAILABLE", "Lakeshore ended before this upload was done.", {
  hint: "Retry sends what is missing.",
  retryable: true,
});

/**
 * Puts the ledger right after an earlier run of the app: plans and finished uploads are dropped, what was under way is
 * paused, and files that the browser would have to send have failed, because the page that had them is gone.
 */
export async function recoverUploads(ledger: UploadLedger): Promise<LedgerUpload[]> {
  for (const { id, state } of ledger.list()) {
    if (state === "running" || state === "paused") await interrupt(ledger, id);
    else if (state !== "failed") await ledger.drop(id);
  }
  return ledger.list();
}

async function interrupt(ledger: UploadLedger, id: string): Promise<void> {
  ledger.items.unclaim(id);
  await ledger.items.endWaiting(id, { state: "failed", error: dropAgain.toData() }, "streams");
  const isWaiting = ledger.items.ofState(id, "waiting", 1).length > 0;
  const hasFailed = ledger.items.ofState(id, "failed", 1).length > 0;
  if (isWaiting) ledger.setState(id, "paused", ledger.find(id)?.error ?? interrupted.toData());
  else ledger.setState(id, hasFailed ? "failed" : "done", null);
}
