import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { UploadPlan, UploadSource } from "../../../shared/contract/transfers.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { Lake } from "../../lake/ports.ts";
import { log } from "../../log.ts";
import type { UploadLedger } from "./ledger/upload-ledger.ts";
import { planUpload } from "./planning/plan-upload.ts";

/** A plan that nobody starts is dropped after this long, in milliseconds, or when there are this many newer ones. */
const KEPT_MS = 30 * 60_000;
const KEPT_PLANS = 8;

const NAMED_SOURCES = 20;

/** Plans that wait to be started. They are in the ledger, and forgotten when the app starts again. */
export class UploadPlans {
  readonly #ledger: UploadLedger;
  /** Oldest first. */
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #dropping = new Set<Promise<void>>();

  constructor(ledger: UploadLedger) {
    this.#ledger = ledger;
  }

  async make(
    lake: Lake,
    destination: ObjectAddress,
    sources: readonly UploadSource[],
    signal: AbortSignal,
  ): Promise<UploadPlan> {
    const planId = randomUUID();
    const { lakeId, zoneId, path } = destination;
    this.#ledger.add({ id: planId, lakeId, zoneId, path, sources: namesOf(sources) });
    try {
      const plan = await planUpload({ planId, lake, destination, sources, ledger: this.#ledger }, signal);
      this.#waiting.set(
        planId,
        setTimeout(() => this.#forget(planId), KEPT_MS),
      );
      const [oldest] = this.#waiting.keys();
      if (this.#waiting.size > KEPT_PLANS && oldest !== undefined) this.#forget(oldest);
      return plan;
    } catch (error) {
      this.#drop(planId);
      throw error;
    }
  }

  /** Takes a plan to start it. NOT_FOUND when it is not kept any more, or was started already. */
  take(planId: string): void {
    const timer = this.#waiting.get(planId);
    if (timer === undefined) {
      throw new AppError("NOT_FOUND", "What was looked at for this upload is not kept any more.", {
        hint: "Drop the files again.",
      });
    }
    clearTimeout(timer);
    this.#waiting.delete(planId);
  }

  async close(): Promise<void> {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.all(this.#dropping);
  }

  #forget(planId: string): void {
    this.take(planId);
    this.#drop(planId);
  }

  #drop(planId: string): void {
    const dropping = this.#ledger
      .drop(planId)
      .catch((error: unknown) => log("warn", "a plan of an upload was not dropped", { error }))
      .finally(() => this.#dropping.delete(dropping));
    this.#dropping.add(dropping);
  }
}

function namesOf(sources: readonly UploadSource[]): string[] {
  const names = new Set<string>();
  for (const source of sources) {
    names.add(source.kind === "path" ? basename(source.path) : (source.relativePath.split("/")[0] ?? ""));
    if (names.size === NAMED_SOURCES) break;
  }
  return [...names];
}
