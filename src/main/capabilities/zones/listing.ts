import { randomUUID } from "node:crypto";
import type { ListingState, ListingView, ZoneEntry } from "../../../shared/contract/zones.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { baseName } from "../../../shared/domain/object-address.ts";
import { log } from "../../log.ts";
import type { ObjectStore, StoreChange, StoreEntry } from "../../lake/ports.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { EntryColumns } from "./entry-columns.ts";
import type { KnownRows } from "./known-rows.ts";
import { orderOf } from "./listing-order.ts";

/** States are told at most this often while a listing grows. Milliseconds. */
const TELL_EVERY_MS = 100;
/** While it grows, a listing larger than this is shown in the order of the disk: sorting it anew each time would cost more than it helps. */
const SORTED_WHILE_GROWING = 2000;
const KEPT_ORDERS = 4;
/** How long the rest of the listing waits for its first rows to be asked for. Milliseconds. */
const FIRST_ROWS_WITHIN_MS = 50;

/** One folder that someone looks at: what is in it, kept true while the listing lives. */
export class Listing {
  readonly id = randomUUID();
  readonly state: LatestValue<ListingState>;
  readonly #store: ObjectStore;
  readonly #prefix: string;
  readonly #folder: string;
  readonly #knownRows: Map<string, KnownRows>;
  readonly #signal: AbortSignal;
  readonly #orders = new Map<string, Promise<Uint32Array>>();
  readonly #asked = Promise.withResolvers<void>();
  #entries = new EntryColumns();
  #toldAt = 0;

  /**
   * `folder` is the path in its zone, `prefix` the key in the store, `knownRows` what is known of objects by their names.
   * The listing lives until the signal fires.
   */
  constructor(
    store: ObjectStore,
    prefix: string,
    folder: string,
    knownRows: Map<string, KnownRows>,
    signal: AbortSignal,
  ) {
    this.#store = store;
    this.#prefix = prefix;
    this.#folder = folder;
    this.#knownRows = knownRows;
    this.#signal = signal;
    this.state = new LatestValue<ListingState>({
      listingId: this.id,
      revision: 0,
      count: 0,
      folders: 0,
      bytes: 0,
      complete: false,
      live: "off",
      problem: null,
    });
  }

  /** Lists, then follows changes until the signal fires. The state says what went wrong; nothing is thrown. */
  async run(): Promise<void> {
    await this.#showFirstPage();
    const following = Promise.withResolvers<void>();
    const listed = following.promise.then(() => this.#list(new EntryColumns(), true));
    // Listed only once changes are noticed, so that none is between the two; applied only once that is listed, so that
    // what a change adds is not added again by a page that has seen it too.
    await this.#follow(following.resolve, listed);
    await listed;
  }

  async rows(
    view: ListingView,
    start: number,
    end: number,
  ): Promise<{ revision: number; count: number; rows: ZoneEntry[] }> {
    const { revision } = this.state.value;
    const entries = this.#entries;
    const order = await this.#order(view);
    this.#asked.resolve();
    const rows = Array.from(order.subarray(start, Math.min(end, start + 1000)), (index) =>
      entries.entry(index, this.#folder, this.#knownRows),
    );
    return { revision, count: order.length, rows };
  }

  /** Shows from now on how many rows an object has. */
  learnRows(name: string, known: KnownRows): void {
    const before = this.#knownRows.get(name);
    if (before?.rows === known.rows && before.modified === known.modified && before.size === known.size) return;
    this.#knownRows.set(name, known);
    this.#tell({});
  }

  async paths(view: ListingView, start: number, end: number): Promise<string[]> {
    const entries = this.#entries;
    const order = (await this.#order(view)).subarray(start, end);
    if (order.length > 100_000) {
      throw new AppError("TOO_LARGE", `${order.length.toLocaleString("en")} entries are too many to select at once.`, {
        hint: "Filter first, or select the folder that holds them.",
      });
    }
    return Array.from(order, (index) => entries.path(index, this.#folder));
  }

  #order(view: ListingView): Promise<Uint32Array> {
    const growing = !this.state.value.complete && this.#entries.count > SORTED_WHILE_GROWING;
    const key = JSON.stringify([growing ? "as listed" : view, this.state.value.revision]);
    const known = this.#orders.get(key);
    if (known) return known;
    const order = growing
      ? Promise.resolve(asListed(this.#entries))
      : orderOf(this.#entries, this.#knownRows, view, this.#signal);
    this.#orders.set(key, order);
    order.catch(() => this.#orders.delete(key));
    for (const old of [...this.#orders.keys()].slice(0, -KEPT_ORDERS)) this.#orders.delete(old);
    return order;
  }

  /**
   * Shows a page before anything is watched, and leaves main free until its rows have been fetched: to watch a folder of
   * a million entries keeps Linux busy for 80 ms (inotify marks each that it has cached).
   */
  async #showFirstPage(): Promise<void> {
    if (!this.#store.capabilities().watch.available) return;
    try {
      for await (const page of this.#store.list(this.#prefix, { recursive: false, signal: this.#signal })) {
        for (const entry of page) this.#entries.add(baseName(entry.key), entry);
        this.#tellGrowth();
        return await this.#firstRowsAsked();
      }
    } catch (error) {
      // The listing itself meets the same problem, and tells it.
      if (!isCancellation(error)) log("info", "no first page", { prefix: this.#prefix, error });
    }
  }

  /** Waits until rows were asked for, or long enough, or the listing ends. */
  async #firstRowsAsked(): Promise<void> {
    if (this.#signal.aborted) return;
    const { resolve, promise } = this.#asked;
    const timer = setTimeout(() => resolve(), FIRST_ROWS_WITHIN_MS);
    this.#signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
  }

  /** Lists into `entries`, which are shown as they grow (once they are as many as before), or when they are complete. */
  async #list(entries: EntryColumns, showGrowth = false): Promise<void> {
    try {
      for await (const page of this.#store.list(this.#prefix, { recursive: false, signal: this.#signal })) {
        for (const entry of page) entries.add(baseName(entry.key), entry);
        if (!showGrowth || entries.count < this.#entries.count) continue;
        this.#show(entries);
        this.#tellGrowth();
      }
      this.#show(entries);
      this.#tell({ complete: true, problem: null });
    } catch (error) {
      if (!isCancellation(error) && !this.#signal.aborted) this.#tell({ complete: true, problem: problemOf(error) });
    }
  }

  /** The places of entries are theirs alone: what was ordered before says nothing of others. */
  #show(entries: EntryColumns): void {
    if (entries === this.#entries) return;
    this.#entries = entries;
    this.#orders.clear();
  }

  async #follow(onFollowing: () => void, listed: Promise<void>): Promise<void> {
    try {
      const onMode = (live: "watching" | "polling") => {
        onFollowing();
        this.#tell({ live });
      };
      for await (const change of this.#store.watch(this.#prefix, { signal: this.#signal, onMode })) {
        await listed;
        await this.#apply(change);
      }
    } catch (error) {
      if (isCancellation(error) || this.#signal.aborted) return;
      log("warn", "a folder is not followed", { prefix: this.#prefix, error });
      this.#tell({ live: "off" });
    } finally {
      onFollowing();
    }
  }

  async #apply({ keys }: StoreChange): Promise<void> {
    if (keys === null) return this.#list(new EntryColumns());
    let changed = false;
    for (const key of keys) {
      const entry = await this.#stat(key);
      if (entry === "unclear") return this.#list(new EntryColumns());
      changed = this.#entries.put(baseName(key), entry) || changed;
    }
    if (changed) this.#tell({});
  }

  /** Null for what is gone; "unclear" when only listing the folder again can tell. */
  async #stat(key: string): Promise<StoreEntry | null | "unclear"> {
    try {
      return await this.#store.stat(key, { signal: this.#signal });
    } catch (error) {
      if (isCancellation(error) || this.#signal.aborted) throw error;
      return error instanceof AppError && error.code === "NOT_FOUND" ? null : "unclear";
    }
  }

  #tellGrowth(): void {
    const now = performance.now();
    if (now - this.#toldAt < TELL_EVERY_MS && this.#toldAt > 0) return;
    this.#toldAt = now;
    this.#tell({});
  }

  #tell(change: Partial<ListingState>): void {
    const { count, folders, bytes } = this.#entries;
    const { value } = this.state;
    this.state.set({ ...value, count, folders, bytes, ...change, revision: value.revision + 1 });
  }
}

function asListed(entries: EntryColumns): Uint32Array {
  return Uint32Array.from(entries.names.keys()).filter((index) => entries.isThere(index));
}

function problemOf(error: unknown): { message: string; hint: string | null } {
  if (error instanceof AppError) return { message: error.message, hint: error.hint ?? null };
  log("error", "a listing broke off", { error });
  return { message: "This folder could not be listed to the end.", hint: "Open it again." };
}
