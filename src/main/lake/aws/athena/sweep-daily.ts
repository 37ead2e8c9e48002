import { setTimeout as delay } from "node:timers/promises";
import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { log } from "../../../log.ts";
import type { LakeResults } from "./lake-results.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Apps that were started together do not stay in step. */
const JITTER = 0.2;

/** Clears up old results at once and then every day, until aborted. What cannot be deleted is tried again the next day. */
export async function sweepDaily(results: LakeResults, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const deleted = await results.sweep({ signal });
      if (deleted > 0) log("info", "old results of Athena were deleted", { deleted });
    } catch (error) {
      if (signal.aborted) return;
      log("info", "old results of Athena were not deleted", { error });
    }
    try {
      await delay(DAY_MS * (1 + JITTER * (Math.random() - 0.5)), undefined, { signal, ref: false });
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}
