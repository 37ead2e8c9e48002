import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import type { JournalBatch, JournalHeads } from "./journal-batch.ts";
import { type EventPlace, JOURNAL_PREFIX, decodeEvent, eventKey, hashOf } from "./journal-event.ts";
import { eventsBelow } from "./journal-heads.ts";
import { changed, missing, unreadable } from "./journal-problems.ts";
import { readAhead } from "./read-ahead.ts";

/** A batch is handed over when it has so many events or bytes, whichever comes first. */
const BATCH_EVENTS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Objects that are fetched while those before are taken over. */
const AHEAD = 16;

type FoundEvent = EventPlace & { bytes: Uint8Array | null };

/** Reads on from `heads`, writer after writer; what is appended meanwhile may be left to the next call. */
export async function* readJournalSince(
  store: ObjectStore,
  heads: JournalHeads,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<JournalBatch, void, undefined> {
  const places = await newPlaces(store, heads, signal);
  const batch = new GrowingBatch(heads);
  for await (const found of readAhead(places, AHEAD, signal, (place, either) => fetchEvent(store, place, either))) {
    batch.take(found);
    if (batch.isFull) yield batch.handOver();
  }
  if (!batch.isEmpty) yield batch.handOver();
}

async function newPlaces(store: ObjectStore, heads: JournalHeads, signal: AbortSignal): Promise<EventPlace[]> {
  const places: EventPlace[] = [];
  for await (const place of eventsBelow(store, JOURNAL_PREFIX, { signal })) {
    if (place.sequence > (heads[place.writer]?.sequence ?? 0)) places.push(place);
  }
  // A store may list in any order.
  return places.toSorted((a, b) => (a.writer === b.writer ? a.sequence - b.sequence : a.writer < b.writer ? -1 : 1));
}

async function fetchEvent(store: ObjectStore, place: EventPlace, signal: AbortSignal): Promise<FoundEvent> {
  try {
    return { ...place, bytes: await readWhole(store, eventKey(place.writer, place.sequence), { signal }) };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return { ...place, bytes: null };
    throw error;
  }
}

/** What has been read and not been handed over, and the heads that go with it. */
class GrowingBatch {
  #heads: JournalHeads;
  #batch: Omit<JournalBatch, "heads"> = emptyBatch();
  #bytes = 0;

  constructor(heads: JournalHeads) {
    this.#heads = { ...heads };
  }

  get isFull(): boolean {
    return this.#batch.events.length + this.#batch.passedOver >= BATCH_EVENTS || this.#bytes >= BATCH_BYTES;
  }

  get isEmpty(): boolean {
    return this.#batch.events.length + this.#batch.passedOver + this.#batch.problems.length === 0;
  }

  take({ writer, sequence, bytes }: FoundEvent): void {
    const { problems } = this.#batch;
    const last = this.#heads[writer];
    const expected = (last?.sequence ?? 0) + 1;
    if (bytes === null) return;
    if (sequence > expected) problems.push(missing(writer, expected, sequence - 1));
    this.#heads[writer] = { sequence, hash: hashOf(bytes) };
    const event = decodeEvent(bytes, { writer, sequence });
    if (event) {
      if (sequence === expected && event.previous !== (last?.hash ?? null))
        problems.push(changed(writer, expected - 1));
      this.#batch.events.push(event);
    } else {
      this.#batch.passedOver += 1;
      problems.push(unreadable(writer, sequence));
    }
    this.#bytes += bytes.byteLength;
  }

  handOver(): JournalBatch {
    const batch = { ...this.#batch, heads: { ...this.#heads } };
    this.#batch = emptyBatch();
    this.#bytes = 0;
    return batch;
  }
}

function emptyBatch(): Omit<JournalBatch, "heads"> {
  return { events: [], passedOver: 0, problems: [] };
}
