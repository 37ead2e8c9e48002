import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import type { ItemLedger } from "./ledger/item-ledger.ts";
import type { ItemOutcome, LedgerItem, LedgerItemState, LedgerUpload } from "./ledger/ledger-rows.ts";

/** A file that is moving, or waited for. */
export interface ActiveItem {
  readonly item: LedgerItem;
  state: "running" | "awaiting-bytes";
  sent: number;
  uploadUrl: string | null;
}

/** Limit of the contract. */
const SHOWN_ITEMS = 200;

/** One upload as it is shown: what the ledger knows, with what moves at the moment. */
export class TrackedUpload {
  row: LedgerUpload;
  readonly active = new Map<number, ActiveItem>();
  readonly #items: ItemLedger;
  readonly #tally = new Map<LedgerItemState, { files: number; bytes: number }>();
  /** The first failed items; null when they have to be read again. */
  #failed: UploadItem[] | null = null;

  constructor(row: LedgerUpload, items: ItemLedger) {
    this.row = row;
    this.#items = items;
    this.recount();
  }

  /** Counts again after many items changed at once. */
  recount(): void {
    this.#tally.clear();
    for (const { state, files, bytes } of this.#items.counts(this.row.id)) this.#tally.set(state, { files, bytes });
    this.#failed = null;
  }

  /** Counts an item that got another state, or turned out to have another size. */
  moved(before: Pick<LedgerItem, "path" | "state" | "size">, after: Pick<ItemOutcome, "state" | "size">): void {
    if (before.state === "failed" || after.state === "failed") this.#failed = null;
    if (before.path.endsWith("/")) return;
    const [from, to] = [this.#of(before.state), this.#of(after.state)];
    from.files -= 1;
    from.bytes -= before.size;
    to.files += 1;
    to.bytes += after.size;
  }

  count(state: LedgerItemState): number {
    return this.#of(state).files;
  }

  /** Bytes that are stored or on their way, of those that will be. */
  get progress(): { done: number; total: number } {
    const moving = [...this.active.values()].reduce((sum, { sent }) => sum + sent, 0);
    return { done: this.#of("done").bytes + moving, total: this.#sum("bytes") - this.#of("skipped").bytes };
  }

  snapshot(): Upload {
    const { id, lakeId, zoneId, path, state, error, warnings, createdAt } = this.row;
    return {
      id,
      lakeId,
      zoneId,
      path,
      // Plans are not tracked.
      state: state === "planning" || state === "planned" ? "running" : state,
      error,
      warnings,
      startedAt: createdAt,
      files: this.#sum("files"),
      filesDone: this.count("done"),
      filesFailed: this.count("failed"),
      filesSkipped: this.count("skipped"),
      bytes: this.#sum("bytes"),
      bytesDone: this.progress.done,
      items: this.#shown(),
    };
  }

  /** An item of the ledger as it is at this moment. */
  present(item: LedgerItem): UploadItem {
    const active = this.active.get(item.position);
    return active ? presentActive(active) : presentItem(item);
  }

  #shown(): UploadItem[] {
    const active = [...this.active.values()].map(presentActive);
    this.#failed ??= this.#items.ofState(this.row.id, "failed", SHOWN_ITEMS).map(presentItem);
    return [...active, ...this.#failed].slice(0, SHOWN_ITEMS);
  }

  #of(state: LedgerItemState): { files: number; bytes: number } {
    const known = this.#tally.get(state) ?? { files: 0, bytes: 0 };
    this.#tally.set(state, known);
    return known;
  }

  #sum(field: "files" | "bytes"): number {
    return [...this.#tally.values()].reduce((sum, count) => sum + count[field], 0);
  }
}

function presentActive({ item, state, sent, uploadUrl }: ActiveItem): UploadItem {
  return { ...presentItem(item), state, sent, uploadUrl };
}

function presentItem({ position, path, size, sent, state, storedAs, error }: LedgerItem): UploadItem {
  const shown = state === "claimed" ? "waiting" : state;
  return { id: String(position), path, size, sent, state: shown, storedAs, error, uploadUrl: null };
}
