import type { Job } from "../../../shared/contract/activity.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { HostServices } from "../../host-services.ts";
import type { Lake, OpenLakes } from "../../lake/ports.ts";
import type { JobContext, Jobs } from "../activity/index.ts";
import type { ItemOutcome, LedgerItem } from "./ledger/ledger-rows.ts";
import type { UploadLedger } from "./ledger/upload-ledger.ts";
import type { Patience } from "./running/receive-bytes.ts";
import { BrowserPulse } from "./running/browser-pulse.ts";
import { UploadSlots } from "./running/upload-slots.ts";
import { type RunEnd, UploadRun } from "./running/upload-run.ts";
import type { TrackedUpload } from "./tracked-upload.ts";
import { asAppError } from "./unexpected-errors.ts";
import type { UploadBoard } from "./upload-board.ts";
import { recordUpload } from "./upload-event.ts";

interface RunnerParts {
  ledger: UploadLedger;
  lakes: OpenLakes;
  jobs: Jobs;
  acceptUpload: HostServices["acceptUpload"];
  patience: Patience;
  onStored: (lakeId: string) => void;
  board: UploadBoard;
}

/** Runs uploads: each run is a job of the activity list, and ends in the ledger and in the lake's journal. */
export class UploadRunner {
  readonly #parts: RunnerParts;
  readonly #slots = new UploadSlots();
  readonly #pulse = new BrowserPulse();
  readonly #runs = new Map<string, { run: UploadRun; ended: Promise<unknown> }>();
  #isClosed = false;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  get acceptsStreams(): boolean {
    return this.#parts.acceptUpload !== null;
  }

  /** NOT_FOUND when the lake is not open. */
  start(upload: TrackedUpload): void {
    const { lakes, jobs, ledger, board, acceptUpload, patience } = this.#parts;
    const { id, lakeId } = upload.row;
    const lake = lakes.get(lakeId);
    if (this.#isClosed || this.#runs.has(id)) return;
    this.#setState(upload, "running", null);
    const { moved: onMove } = board;
    const run = new UploadRun({
      upload,
      lake,
      items: ledger.items,
      slots: this.#slots,
      accept: acceptUpload,
      patience,
      pulse: this.#pulse,
      onMove,
    });
    const ended = Promise.withResolvers<void>();
    this.#runs.set(id, { run, ended: ended.promise });
    const { total } = upload.progress;
    jobs.start({ kind: "upload", title: titleOf(upload), lakeId, unit: "bytes", total }, async (context) => {
      try {
        return await this.#run(upload, lake, run, context);
      } finally {
        this.#runs.delete(id);
        ended.resolve();
      }
    });
  }

  flush(uploadId: string): void {
    this.#runs.get(uploadId)?.run.flush();
  }

  /** Resolves when no run of the upload is under way. */
  async settled(uploadId: string): Promise<void> {
    await this.#runs.get(uploadId)?.ended;
  }

  async cancel(upload: TrackedUpload): Promise<void> {
    const { id, state } = upload.row;
    const current = this.#runs.get(id);
    current?.run.cancel();
    await current?.ended;
    if (!current && state === "paused") {
      await this.#cancelWaiting(upload);
      this.#setState(upload, "cancelled", null);
    }
  }

  cancelItem(upload: TrackedUpload, position: number): void {
    const { items } = this.#parts.ledger;
    const { id } = upload.row;
    this.flush(id);
    const item = items.find(id, position);
    if (!item) throw new AppError("NOT_FOUND", "That file of the upload is not known.");
    if (this.#runs.get(id)?.run.cancelItem(position) || item.state !== "waiting") return;
    const outcome = cancelled(item);
    items.settle(id, [outcome]);
    upload.moved(item, outcome);
    this.#parts.board.moved();
  }

  async retry(upload: TrackedUpload, position: number | null): Promise<void> {
    const { ledger, lakes } = this.#parts;
    const { id, lakeId } = upload.row;
    lakes.get(lakeId);
    const current = this.#runs.get(id);
    if (current && !current.run.isOpen) await current.ended;
    this.flush(id);
    if (position === null) await ledger.items.requeueFailed(id);
    else this.#requeue(upload, position);
    upload.recount();
    const running = this.#runs.get(id)?.run;
    if (running?.isOpen) return running.refill();
    await this.settled(id);
    if (!this.#runs.has(id)) ledger.items.unclaim(id);
    if (ledger.items.ofState(id, "waiting", 1).length > 0) this.start(upload);
  }

  /** Tells the journal of a lake what was stored by a run of the app that ended before it could. */
  async recordEarlier(lake: Lake): Promise<void> {
    for (const upload of this.#parts.board.uploads) {
      if (upload.row.lakeId === lake.id && !this.#runs.has(upload.row.id)) await this.#record(upload, lake);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const runs = [...this.#runs.values()];
    for (const { run } of runs) run.close();
    await Promise.all(runs.map(({ ended }) => ended));
  }

  async #run(
    upload: TrackedUpload,
    lake: Lake,
    run: UploadRun,
    context: JobContext,
  ): Promise<NonNullable<Job["outcome"]>> {
    const onAbort = () => run.cancel();
    context.signal.addEventListener("abort", onAbort, { once: true });
    const stopShowing = this.#parts.board.onShow(() => {
      const { done, total } = upload.progress;
      const { filesDone, files } = upload.snapshot();
      context.progress({ done, total, detail: `${filesDone} of ${files} files` });
    });
    try {
      const end = await run.run().catch((error: unknown): RunEnd => ({ kind: "paused", error: asAppError(error) }));
      return await this.#finish(upload, lake, end, context);
    } finally {
      stopShowing();
      context.signal.removeEventListener("abort", onAbort);
      this.#parts.onStored(lake.id);
    }
  }

  /** What is thrown becomes the job's end. */
  async #finish(
    upload: TrackedUpload,
    lake: Lake,
    end: RunEnd,
    context: JobContext,
  ): Promise<NonNullable<Job["outcome"]>> {
    if (end.kind === "cancelled") await this.#cancelWaiting(upload);
    upload.recount();
    const unrecorded = end.kind === "paused" ? null : await this.#record(upload, lake);
    if (unrecorded !== null) context.warn(unrecorded);
    const [failed] = this.#parts.ledger.items.ofState(upload.row.id, "failed", 1);
    if (end.kind === "closed") throw new AppError("CANCELLED", "Lakeshore was closed.");
    if (end.kind === "paused") {
      this.#setState(upload, "paused", end.error);
      throw end.error;
    }
    if (end.kind === "cancelled") {
      this.#setState(upload, "cancelled", null);
      throw new AppError("CANCELLED", "The upload was cancelled.");
    }
    this.#setState(upload, failed ? "failed" : "done", null);
    if (failed) throw failure(upload, failed);
    return { kind: "none" };
  }

  /** A lake whose journal may not be written to still gets the files; the person is told. */
  async #record(upload: TrackedUpload, lake: Lake): Promise<string | null> {
    const { ledger, board } = this.#parts;
    const warning = await recordUpload(lake, ledger, upload.row);
    const { id, warnings } = upload.row;
    if (warning === null || warnings.includes(warning)) return warning;
    upload.row = { ...upload.row, warnings: [...warnings, warning] };
    ledger.setWarnings(id, upload.row.warnings);
    board.show();
    return warning;
  }

  #requeue(upload: TrackedUpload, position: number): void {
    const { items } = this.#parts.ledger;
    const item = items.find(upload.row.id, position);
    if (!item) throw new AppError("NOT_FOUND", "That file of the upload is not known.");
    if (item.state !== "failed" && item.state !== "cancelled") return;
    items.requeue(upload.row.id, position);
  }

  async #cancelWaiting({ row }: TrackedUpload): Promise<void> {
    this.#parts.ledger.items.unclaim(row.id);
    await this.#parts.ledger.items.endWaiting(row.id, { state: "cancelled", error: null }, "all");
  }

  #setState(
    upload: TrackedUpload,
    state: "running" | "paused" | "done" | "failed" | "cancelled",
    error: AppError | null,
  ): void {
    const data = error?.toData() ?? null;
    upload.row = { ...upload.row, state, error: data };
    upload.recount();
    this.#parts.board.show();
    this.#parts.ledger.setState(upload.row.id, state, data);
  }
}

function cancelled({ position, size, doubtful }: LedgerItem): ItemOutcome {
  return { position, size, doubtful, state: "cancelled", sent: 0, storedAs: null, replaced: false, error: null };
}

function titleOf({ row }: TrackedUpload): string {
  const [first = "files"] = row.sources;
  const what = row.sources.length === 1 ? first : `${first} and more`;
  return `Upload ${what} to ${row.zoneId}/${row.path}`;
}

function failure(upload: TrackedUpload, first: LedgerItem): AppError {
  const { files } = upload.snapshot();
  const failed = Math.max(1, upload.count("failed"));
  const known = first.error;
  return new AppError(
    known?.code ?? "INTERNAL",
    `${failed.toLocaleString("en")} of ${files.toLocaleString("en")} files were not uploaded. ${known?.message ?? ""}`,
    { hint: "The upload says why of each. Retry sends those that failed.", retryable: known?.retryable ?? false },
  );
}
