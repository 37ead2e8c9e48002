import { AppError } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { Identity, ObjectStore } from "../ports.ts";
import { type Head, type JournalEvent, encodeEvent, eventKey, hashOf } from "./journal-event.ts";
import { followHeads, readHeads } from "./journal-heads.ts";
import { listSegments } from "./journal-listing.ts";

/** A copied user-data folder gives two apps one writer id; the loser of a race takes the next number. */
const RACES = 20;

/** In a lake of many writers, all heads in each event would be more than the events themselves. */
const SAY_ALL_EVERY = 64;

/** Appends events of one installation to the journal of one lake, one after the other. */
export class JournalWriter {
  readonly #store: ObjectStore;
  readonly #identity: Identity;
  readonly #writer: string;
  #heads: Map<string, Head> | null = null;
  /** What this writer's events have said of the others; null before the first of a run. */
  #said: Map<string, Head> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: ObjectStore, identity: Identity, writer: string) {
    this.#store = store;
    this.#identity = identity;
    this.#writer = writer;
  }

  /**
   * Makes the event durable and returns it. ACCESS_DENIED where the person may not write to the lake's journal: the
   * caller tells them that the act is done and unrecorded.
   */
  append(kind: string, data: Record<string, unknown>, options: { signal: AbortSignal }): Promise<JournalEvent> {
    const turn = this.#last.then(() => this.#append(kind, data, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #append(
    kind: string,
    data: Record<string, unknown>,
    { signal }: { signal: AbortSignal },
  ): Promise<JournalEvent> {
    const { principal } = await this.#identity.whoAmI({ signal });
    for (let race = 0; race < RACES; race += 1) {
      const heads = await this.#newestHeads(signal);
      const own = heads.get(this.#writer);
      const event: JournalEvent = {
        format: 1,
        writer: this.#writer,
        sequence: (own?.sequence ?? 0) + 1,
        previous: own?.hash ?? null,
        seen: this.#seen(heads, (own?.sequence ?? 0) + 1),
        at: new Date().toISOString(),
        principal,
        kind,
        data,
      };
      const bytes = encodeEvent(event);
      if ((await this.#create(event, bytes, signal)) && !(await this.#isOutlived(event))) {
        this.#said = new Map(heads);
        heads.set(this.#writer, { sequence: event.sequence, hash: hashOf(bytes) });
        return event;
      }
      this.#heads = null;
    }
    throw new AppError("CONFLICT", "The lake's journal is being written by another app with the same identity.", {
      hint: "Two Lakeshores share one copied user-data folder. Close one of them and try again.",
      retryable: true,
    });
  }

  /** What others have written since is in the next event's `seen`, so that they cannot lose it unseen. */
  async #newestHeads(signal: AbortSignal): Promise<Map<string, Head>> {
    if (this.#heads) await followHeads(this.#store, this.#heads, this.#writer, { signal });
    this.#heads ??= await readHeads(this.#store, this.#writer, { signal });
    return this.#heads;
  }

  #seen(heads: ReadonlyMap<string, Head>, sequence: number): Record<string, Head> {
    const said = sequence % SAY_ALL_EVERY === 0 ? null : this.#said;
    return Object.fromEntries(
      [...heads].filter(([writer, { hash }]) => writer !== this.#writer && said?.get(writer)?.hash !== hash),
    );
  }

  /**
   * An app of the same identity may have gathered and removed an event of the same number, so that it was free again.
   * Readers go by the segment; the event gets another number.
   */
  async #isOutlived({ sequence }: JournalEvent): Promise<boolean> {
    // The event is there: who has given up waiting would otherwise hear that it is not.
    const { signal } = new AbortController();
    try {
      const segments = await listSegments(this.#store, this.#writer, { signal });
      if (!segments.some(({ first, last }) => first <= sequence && sequence <= last)) return false;
      for await (const { error } of this.#store.delete([eventKey(this.#writer, sequence)], { signal })) {
        if (error) log("warn", "an event that is also in a segment cannot be removed", { sequence, error });
      }
      return true;
    } catch (error) {
      log("warn", "it cannot be told whether an event is in a segment already", { sequence, error });
      return false;
    }
  }

  async #create(event: JournalEvent, bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
    const body = async function* () {
      yield bytes;
    };
    try {
      await this.#store.write(eventKey(event.writer, event.sequence), body(), {
        mode: "create",
        size: bytes.byteLength,
        signal,
      });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === "ALREADY_EXISTS") return false;
      throw error;
    }
  }
}
