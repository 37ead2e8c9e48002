import type { ObjectStore } from "../ports.ts";
import { readEventBytes } from "./event-bytes.ts";
import { decodeEvent } from "./journal-event.ts";
import type { WriterListing } from "./journal-listing.ts";
import type { Segment } from "./segment-key.ts";
import { readSegment } from "./segment-lines.ts";

type Options = { signal: AbortSignal };

/** What else has the events of a segment. Nothing is removed that is not safe elsewhere, so a damaged segment has some. */
export class OtherCopies {
  readonly #store: ObjectStore;
  readonly #writer: string;
  readonly #loose: ReadonlySet<number>;
  readonly #segments: readonly Segment[];
  /** The other segment that was read last: events are asked for one after another. */
  #read: { segment: Segment; lines: ReadonlyMap<number, Uint8Array> } | null = null;

  constructor(store: ObjectStore, segment: Segment, there: WriterListing | undefined) {
    this.#store = store;
    this.#writer = segment.writer;
    this.#loose = there?.loose ?? new Set();
    this.#segments = (there?.segments ?? []).filter(
      ({ first, last }) => !(first === segment.first && last === segment.last),
    );
  }

  /** The line itself when it is an event, else the first copy of it that is; the line when there is none. */
  async soundest(sequence: number, line: Uint8Array | undefined, options: Options): Promise<Uint8Array | undefined> {
    const others = this.#segments.filter(({ first, last }) => first <= sequence && sequence <= last);
    const isLoose = this.#loose.has(sequence);
    if ((others.length === 0 && !isLoose) || this.#isEvent(line, sequence)) return line;
    for (const other of others) {
      const copy = (await this.#linesOf(other, options)).get(sequence);
      if (this.#isEvent(copy, sequence)) return copy;
    }
    return isLoose ? readEventBytes(this.#store, { writer: this.#writer, sequence }, options) : line;
  }

  #isEvent(bytes: Uint8Array | undefined, sequence: number): boolean {
    return bytes !== undefined && decodeEvent(bytes, { writer: this.#writer, sequence }) !== null;
  }

  async #linesOf(segment: Segment, options: Options): Promise<ReadonlyMap<number, Uint8Array>> {
    if (this.#read?.segment !== segment) {
      this.#read = { segment, lines: await readSegment(this.#store, segment, options) };
    }
    return this.#read.lines;
  }
}
