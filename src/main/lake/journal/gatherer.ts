import { isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { ObjectStore } from "../ports.ts";
import { gatherEvents, gatherable } from "./gather-events.ts";
import { listJournal } from "./journal-listing.ts";
import { removeGathered } from "./remove-gathered.ts";

/**
 * So many events of a writer wait to be gathered. Each of them is a request of a first fold, and each gathering writes
 * some events again: with four, 4,000 events of a writer are six requests, nine at worst, and each was written ten times.
 */
export const MOST_WAITING = 4;

/** Gathers the events of this installation in the background, after it has appended some. */
export class Gatherer {
  readonly #store: ObjectStore;
  readonly #writer: string;
  readonly #closing = new AbortController();
  #running: Promise<void> | null = null;
  /** Appends before the next look; the first may find what runs of the app before have left. */
  #untilLook = 1;
  #mayRemove = true;

  constructor(store: ObjectStore, writer: string) {
    this.#store = store;
    this.#writer = writer;
  }

  /** To be told of each append. */
  appended(): void {
    this.#untilLook -= 1;
    if (this.#untilLook > 0 || this.#running || this.#closing.signal.aborted) return;
    this.#untilLook = MOST_WAITING;
    this.#running = this.#gather(this.#closing.signal)
      .catch((error: unknown) => {
        // Nothing is lost: the events stay where they are until the next try.
        if (!isCancellation(error)) log("warn", "events of the journal cannot be gathered", { error });
      })
      .finally(() => {
        this.#running = null;
      });
  }

  /** Stops what is under way, which the next run takes up. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #gather(signal: AbortSignal): Promise<void> {
    const there = (await listJournal(this.#store, this.#writer, { signal })).get(this.#writer);
    if (!there) return;
    const waiting = gatherable(there).length;
    if (waiting >= MOST_WAITING) {
      there.segments.push(...(await gatherEvents(this.#store, this.#writer, { signal }, there)));
    } else {
      this.#untilLook = Math.min(this.#untilLook, MOST_WAITING - waiting);
    }
    if (this.#mayRemove) this.#mayRemove = await removeGathered(this.#store, this.#writer, { signal }, there);
  }
}
