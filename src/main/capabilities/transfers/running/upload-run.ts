import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { HostServices } from "../../../host-services.ts";
import type { Lake } from "../../../lake/ports.ts";
import type { ItemLedger } from "../ledger/item-ledger.ts";
import type { ItemOutcome, LedgerItem } from "../ledger/ledger-rows.ts";
import { asAppError } from "../unexpected-errors.ts";
import type { ActiveItem, TrackedUpload } from "../tracked-upload.ts";
import { type ItemContext, transferItem } from "./transfer-item.ts";
import { OutcomeBuffer } from "./outcome-buffer.ts";
import type { BrowserPulse } from "./browser-pulse.ts";
import type { Patience } from "./receive-bytes.ts";
import type { UploadSlots } from "./upload-slots.ts";

export interface RunParts {
  upload: TrackedUpload;
  lake: Lake;
  items: ItemLedger;
  slots: UploadSlots;
  accept: HostServices["acceptUpload"];
  patience: Patience;
  pulse: BrowserPulse;
  /** Something that is shown has changed. */
  onMove: () => void;
}

/** How a run ended, beside "done": cancelled by a person, paused by what concerns all files, stopped with the app. */
export type RunEnd =
  { kind: "done" } | { kind: "cancelled" } | { kind: "paused"; error: AppError } | { kind: "closed" };

/**
 * Files of one upload that the browser is asked for at a time. It sends a few of them at once, and hears of new ones ten
 * times a second at most: so many keep it busy also with small files.
 */
const ASKED_FOR = 32;
/** Items that are taken off the queue together, in one write to the ledger. */
const CLAIMED = 64;

const kinds = ["path", "stream"] as const;
type Kind = (typeof kinds)[number];
type Moving = ActiveItem & { controller: AbortController; isReleased: boolean };

/** Works through the queue of one upload until it is empty or something ends it. Its items are told one by one. */
export class UploadRun {
  readonly #parts: RunParts;
  readonly #moving = new Map<number, Moving>();
  readonly #claimed: Record<Kind, LedgerItem[]> = { path: [], stream: [] };
  /** Kinds of which none waits: to find that out, all that wait are read. */
  readonly #exhausted = new Set<Kind>();
  readonly #outcomes: OutcomeBuffer;
  #end: RunEnd = { kind: "done" };
  #isStopped = false;
  #ended = Promise.withResolvers<void>();
  #pageIsGone = false;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#outcomes = new OutcomeBuffer(parts.items, parts.upload.row.id);
  }

  async run(): Promise<RunEnd> {
    const { upload, items, slots } = this.#parts;
    const stopListening = slots.onFree(() => this.fill());
    try {
      this.fill();
      await this.#ended.promise;
      if (this.#pageIsGone) await this.#failUnsent();
    } finally {
      stopListening();
      this.#outcomes.flush();
      // Never begun: unlike those of an app that was killed, they cannot have been stored.
      items.settle(upload.row.id, [...this.#claimed.path, ...this.#claimed.stream].map(backInQueue));
    }
    return this.#end;
  }

  /** Starts as many items as there is room for. Called again whenever there may be more room or more to do. */
  fill(): void {
    try {
      this.#fill();
    } catch (error) {
      // The ledger cannot be written to: without it, nothing that is stored could be remembered.
      this.#pause(asAppError(error));
    }
  }

  #fill(): void {
    if (!this.#isStopped) {
      while (this.#hasRoomForNext()) this.#launch("path");
      while (!this.#pageIsGone && this.#count("stream") < ASKED_FOR && this.#has("stream")) this.#launch("stream");
    }
    if (this.#moving.size === 0 && (this.#isStopped || !this.#hasMore())) {
      this.#isStopped = true;
      this.#ended.resolve();
    }
  }

  #hasRoomForNext(): boolean {
    if (!this.#has("path")) return false;
    const [next] = this.#claimed.path;
    return next !== undefined && this.#parts.slots.take(next.size);
  }

  /** Items were put back into the queue. */
  refill(): void {
    this.#exhausted.clear();
    this.fill();
  }

  /** True until the queue is done; then what is put into the queue needs another run. */
  get isOpen(): boolean {
    return !this.#isStopped;
  }

  cancel(): void {
    this.#stop({ kind: "cancelled" });
    for (const { controller } of this.#moving.values()) controller.abort();
  }

  /** True when the item was moving or next in the queue, and ends as cancelled. */
  cancelItem(position: number): boolean {
    const moving = this.#moving.get(position);
    moving?.controller.abort();
    if (moving) return true;
    for (const kind of kinds) {
      const index = this.#claimed[kind].findIndex((item) => item.position === position);
      const [item] = index < 0 ? [] : this.#claimed[kind].splice(index, 1);
      if (item) this.#settle(item, { ...backInQueue(item), state: "cancelled" });
      if (item) return true;
    }
    return false;
  }

  /** Ends with the app: what moves goes back to the queue of a later run. */
  close(): void {
    this.#stop({ kind: "closed" });
    this.#release(() => true);
  }

  /** Writes down what is known, so that the ledger can be read. */
  flush(): void {
    this.#outcomes.flush();
  }

  #pause(error: AppError): void {
    this.#stop({ kind: "paused", error });
    this.#release(({ state }) => state === "awaiting-bytes");
  }

  /** Whoever ends it first decides how. */
  #stop(end: RunEnd): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#end = end;
    if (this.#moving.size === 0) this.#ended.resolve();
  }

  #release(which: (moving: Moving) => boolean): void {
    for (const moving of [...this.#moving.values()].filter(which)) {
      moving.isReleased = true;
      moving.controller.abort();
    }
  }

  #has(kind: Kind): boolean {
    const claimed = this.#claimed[kind];
    if (claimed.length === 0 && !this.#exhausted.has(kind)) {
      claimed.push(...this.#parts.items.claim(this.#parts.upload.row.id, kind, CLAIMED));
      if (claimed.length === 0) this.#exhausted.add(kind);
    }
    return claimed.length > 0;
  }

  #hasMore(): boolean {
    return this.#has("path") || (!this.#pageIsGone && this.#has("stream"));
  }

  #count(kind: Kind): number {
    return [...this.#moving.values()].filter(({ item }) => kindOf(item) === kind).length;
  }

  #launch(kind: Kind): void {
    const item = this.#claimed[kind].shift();
    if (!item) return;
    const moving: Moving = {
      item,
      state: "running",
      sent: 0,
      uploadUrl: null,
      controller: new AbortController(),
      isReleased: false,
    };
    this.#moving.set(item.position, moving);
    this.#parts.upload.active.set(item.position, moving);
    this.#parts.onMove();
    void this.#transfer(moving, kind);
  }

  /** Never rejects: every end of an item is an outcome. */
  async #transfer(moving: Moving, kind: Kind): Promise<void> {
    const { item, controller } = moving;
    const { lake, accept, patience, pulse, upload, items, onMove } = this.#parts;
    const context: ItemContext = {
      lake,
      accept,
      patience,
      pulse,
      upload: upload.row,
      signal: controller.signal,
      onMove,
      keepResume: (state) => items.keepResume(upload.row.id, item.position, state),
      goesOnLater: () => moving.isReleased,
    };
    const result = await transferItem(moving, context);
    const outcome = await this.#judge(moving, result);
    this.#moving.delete(item.position);
    upload.active.delete(item.position);
    this.#settle(item, outcome);
    if (kind === "path") this.#parts.slots.give(item.size);
    this.fill();
  }

  async #judge(moving: Moving, result: Awaited<ReturnType<typeof transferItem>>): Promise<ItemOutcome> {
    const { item } = moving;
    if (result.kind === "outcome") return result.outcome;
    if (result.kind === "unsent") {
      this.#pageIsGone = true;
      return backInQueue(item);
    }
    if (moving.isReleased) return { ...backInQueue(item), doubtful: true };
    const { error, sourceFailed } = result;
    if (moving.controller.signal.aborted || isCancellation(error)) return { ...backInQueue(item), state: "cancelled" };
    const known = asAppError(error);
    if (!sourceFailed && (await this.#concernsAll(known))) {
      this.#pause(known);
      return { ...backInQueue(item), doubtful: true };
    }
    return { ...backInQueue(item), state: "failed", sent: moving.sent, error: known.toData() };
  }

  /** A full disk, and a lake that cannot be reached, would fail every file after this one. */
  async #concernsAll({ code }: AppError): Promise<boolean> {
    if (code === "OUT_OF_SPACE" || code === "AUTH_REQUIRED") return true;
    if (code !== "UNAVAILABLE" && code !== "NOT_FOUND") return false;
    const { objects } = this.#parts.lake;
    return objects.stat("", { signal: new AbortController().signal }).then(
      () => false,
      () => true,
    );
  }

  #settle(item: LedgerItem, outcome: ItemOutcome): void {
    this.#parts.upload.moved(item, outcome);
    this.#outcomes.add(outcome);
    // A claimed item is counted as such in the ledger only.
    this.#parts.onMove();
  }

  async #failUnsent(): Promise<void> {
    const { upload, items } = this.#parts;
    this.#outcomes.flush();
    items.settle(upload.row.id, this.#claimed.stream.splice(0).map(backInQueue));
    await items.endWaiting(upload.row.id, { state: "failed", error: dropAgain.toData() }, "streams");
    upload.recount();
  }
}

/** What is said of files whose bytes are with a page that does not send them. */
export const dropAgain = new AppError("TIMEOUT", "The browser did not send this file.", {
  hint: "Choose it again, or drop it again: the page that had it is gone.",
});

function kindOf({ source }: LedgerItem): Kind {
  return source === null ? "stream" : "path";
}

function backInQueue({ position, size, doubtful }: LedgerItem): ItemOutcome {
  return { position, size, doubtful, state: "waiting", sent: 0, storedAs: null, replaced: false, error: null };
}
