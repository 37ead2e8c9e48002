import { setTimeout as delay } from "node:timers/promises";
import { isCancellation } from "../../../../../shared/domain/app-error.ts";

/** Glue is listed again so often; the listing of 100,000 tables is about 1,000 calls. */
const INTERVAL_MS = 5 * 60_000;
/** Apps that were started together do not stay in step. */
const JITTER = 0.2;

/** Syncs again and again until aborted; a failed sync has told of itself and is tried again in its turn. */
export async function followCatalog(sync: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await sync(signal);
    } catch (error) {
      if (isCancellation(error) || signal.aborted) return;
    }
    try {
      await delay(INTERVAL_MS * (1 + JITTER * (Math.random() - 0.5)), undefined, { signal, ref: false });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
  }
}
