import type { JournalBatch, JournalHeads } from "./journal-batch.ts";
import { type EventPlace, decodeEvent, hashOf } from "./journal-event.ts";
import { changed, missing, unreadable } from "./journal-problems.ts";

/** A batch is handed over when it has so many events or bytes, whichever comes first. */
const BATCH_EVENTS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Gaps of a writer that are remembered; a journal with more has other worries than events that come late. */
const MOST_GAPS = 100;

/** An event as it lies in the lake. */
export type StoredEvent = EventPlace & { bytes: Uint8Array };

/** What has been read and not been handed over, and the heads that go with it. */
export class GrowingBatch {
  readonly #heads: JournalHeads;
  #batch: Omit<JournalBatch, "heads"> = emptyBatch();
  #bytes = 0;

  constructor(heads: JournalHeads) {
    this.#heads = { ...heads };
  }

  get heads(): JournalHeads {
    return this.#heads;
  }

  get isFull(): boolean {
    return this.#batch.events.length + this.#batch.passedOver >= BATCH_EVENTS || this.#bytes >= BATCH_BYTES;
  }

  get isEmpty(): boolean {
    return this.#batch.events.length + this.#batch.passedOver === 0;
  }

  take(stored: StoredEvent): void {
    const isLate = stored.sequence <= (this.#heads[stored.writer]?.sequence ?? 0);
    const event = decodeEvent(stored.bytes, stored);
    if (event) {
      this.#batch.events.push(event);
    } else {
      this.#batch.passedOver += 1;
      this.#batch.problems.push(unreadable(stored.writer, stored.sequence));
    }
    if (isLate) this.#fillGap(stored);
    else this.#advance(stored, event?.previous);
    this.#bytes += stored.bytes.byteLength;
  }

  handOver(): JournalBatch {
    const batch = { ...this.#batch, heads: { ...this.#heads } };
    this.#batch = emptyBatch();
    this.#bytes = 0;
    return batch;
  }

  /** @param previous what the event says of the one before; undefined when it cannot be read */
  #advance({ writer, sequence, bytes }: StoredEvent, previous: string | null | undefined): void {
    const before = this.#heads[writer];
    const expected = (before?.sequence ?? 0) + 1;
    let { gaps } = before ?? {};
    if (sequence > expected) {
      this.#batch.problems.push(missing(writer, expected, sequence - 1));
      gaps = [...(gaps ?? []), [expected, sequence - 1] satisfies [number, number]].slice(-MOST_GAPS);
    } else if (previous !== undefined && previous !== (before?.hash ?? null)) {
      this.#batch.problems.push(changed(writer, expected - 1));
    }
    this.#heads[writer] = { sequence, hash: hashOf(bytes), ...(gaps ? { gaps } : {}) };
  }

  #fillGap({ writer, sequence }: StoredEvent): void {
    const { gaps = [], ...head } = this.#heads[writer] ?? { sequence: 0, hash: "" };
    const left = gaps.flatMap(([first, last]): [number, number][] => {
      if (sequence < first || sequence > last) return [[first, last]];
      const parts: [number, number][] = [
        [first, sequence - 1],
        [sequence + 1, last],
      ];
      return parts.filter(([from, to]) => from <= to);
    });
    this.#heads[writer] = { ...head, ...(left.length > 0 ? { gaps: left } : {}) };
  }
}

function emptyBatch(): Omit<JournalBatch, "heads"> {
  return { events: [], passedOver: 0, problems: [] };
}
