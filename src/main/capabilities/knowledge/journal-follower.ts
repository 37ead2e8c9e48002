import { setTimeout as delay } from "node:timers/promises";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { followPrefix } from "../../lake/follow-prefix.ts";
import { JOURNAL_PREFIX, writerPrefix } from "../../lake/journal/journal-event.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import { log } from "../../log.ts";

/** How often a journal is read that can be watched: some network drives never tell of what others write. Milliseconds. */
const WATCHED_PAUSE = 60_000;
/** Of a store far away: each look costs requests, so it is less and less often while nothing comes. */
const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 60_000;
const SLOWER = 1.5;
/** Folders of writers that are watched one by one; the events of others come with the next look. */
const WATCHED_WRITERS = 64;

/** Reads a journal on: returns its writers, and throws only when it is given up. */
type ReadJournal = (signal: AbortSignal) => Promise<readonly string[]>;

/** Has a journal read again when it has grown: at once where the store tells so, now and then where it does not. */
export class JournalFollower {
  readonly #store: ObjectStore;
  readonly #read: ReadJournal;
  readonly #closing = new AbortController();
  readonly #watched = new Map<string, Promise<void>>();
  readonly #running: Promise<void>;
  readonly #first: Promise<void>;
  #reading: Promise<void> | null = null;
  /** A reading that begins when the one under way has ended. */
  #next: Promise<void> | null = null;
  #wake = Promise.withResolvers<void>();
  #pause = FIRST_PAUSE;

  constructor(store: ObjectStore, read: ReadJournal) {
    this.#store = store;
    this.#read = read;
    this.#first = this.readNow();
    this.#running = this.#follow().catch((error: unknown) => {
      if (!isCancellation(error)) log("warn", "a journal is not followed any more", { error });
    });
  }

  /** Ends with the first reading, however that ended. */
  get firstReading(): Promise<void> {
    return this.#first;
  }

  /** Ends when the journal has been read that begins no earlier than now. */
  readNow(): Promise<void> {
    // First: when one has just ended, this is about to begin, and two at once would read the same.
    if (this.#next) return this.#next;
    if (!this.#reading) return this.#start();
    this.#next = this.#reading.then(() => {
      this.#next = null;
      return this.#start();
    });
    return this.#next;
  }

  /** Has the journal read soon: something of it has moved. */
  look(): void {
    this.#pause = FIRST_PAUSE;
    this.#wake.resolve();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake.resolve();
    await this.#running;
    await Promise.all([this.#reading, ...this.#watched.values()]);
  }

  #start(): Promise<void> {
    const { signal } = this.#closing;
    this.#reading = this.#read(signal)
      .then((writers) => this.#watchAll(writers))
      .catch((error: unknown) => {
        if (!isCancellation(error)) log("warn", "a journal could not be read", { error });
      })
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    await this.#first;
    while (!signal.aborted) {
      const isWatched = this.#watched.size > 0;
      const waiting = new AbortController();
      const pause = delay(isWatched ? WATCHED_PAUSE : this.#pause, undefined, { signal: waiting.signal, ref: false });
      await Promise.race([pause.catch(() => undefined), this.#wake.promise]);
      waiting.abort();
      this.#wake = Promise.withResolvers<void>();
      if (signal.aborted) return;
      this.#pause = Math.min(LONGEST_PAUSE, this.#pause * SLOWER);
      await this.readNow();
    }
  }

  #watchAll(writers: readonly string[]): void {
    if (this.#store.remote || !this.#store.capabilities().watch.available) return;
    this.#watch(JOURNAL_PREFIX);
    for (const writer of writers.slice(0, WATCHED_WRITERS)) this.#watch(writerPrefix(writer));
  }

  #watch(prefix: string): void {
    if (this.#watched.has(prefix) || this.#closing.signal.aborted) return;
    const watching = followPrefix(this.#store, prefix, this.#closing.signal, async () => this.look())
      .catch((error: unknown) => {
        const isEnd = isCancellation(error) || this.#closing.signal.aborted;
        if (!isEnd) log("warn", "a journal is read now and then, as it cannot be watched", { prefix, error });
      })
      .finally(() => this.#watched.delete(prefix));
    this.#watched.set(prefix, watching);
  }
}
