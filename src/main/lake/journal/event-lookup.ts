import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readEventBytes } from "./event-bytes.ts";
import { decodeEvent } from "./journal-event.ts";
import { listSegments } from "./journal-listing.ts";
import type { Segment } from "./segment-key.ts";
import { readSegment } from "./segment-lines.ts";

type Options = { signal: AbortSignal };
type Found = { event: Uint8Array | null; damaged: Uint8Array | null };

/**
 * Finds single events, each writer's from the newest to the oldest, wherever they lie. Of a segment only the next `limit`
 * events are kept, so that the journals of many writers can be read beside one another.
 */
export class EventLookup {
  readonly #store: ObjectStore;
  readonly #limit: number;
  readonly #kept = new Map<string, Map<number, Uint8Array>>();
  #segments: Promise<Segment[]> | null = null;

  constructor(store: ObjectStore, limit: number) {
    this.#store = store;
    this.#limit = limit;
  }

  /** Null when it is nowhere. A damaged line of a segment is given when there is nothing better. */
  async find(writer: string, sequence: number, options: Options): Promise<Uint8Array | null> {
    const kept = this.#kept.get(writer)?.get(sequence);
    if (kept) return kept;
    const found = await this.#inSegments(writer, sequence, options);
    if (found.event) return found.event;
    try {
      return await readEventBytes(this.#store, { writer, sequence }, options);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
    // It may have been gathered since the segments were listed.
    this.#segments = null;
    const { event, damaged } = await this.#inSegments(writer, sequence, options);
    return event ?? damaged;
  }

  async #inSegments(writer: string, sequence: number, options: Options): Promise<Found> {
    this.#segments ??= listSegments(this.#store, null, options);
    const holding = (await this.#segments).filter(
      (segment) => segment.writer === writer && segment.first <= sequence && segment.last >= sequence,
    );
    let damaged: Uint8Array | null = null;
    for (const segment of holding) {
      const lines = await this.#linesOf(segment, options);
      const line = lines?.get(sequence);
      if (!lines || !line) continue;
      if (decodeEvent(line, { writer, sequence })) {
        this.#keep(writer, lines, sequence);
        return { event: line, damaged };
      }
      damaged = line;
    }
    return { event: null, damaged };
  }

  #keep(writer: string, lines: ReadonlyMap<number, Uint8Array>, newest: number): void {
    const kept = new Map<number, Uint8Array>();
    for (let sequence = newest; sequence > newest - this.#limit; sequence -= 1) {
      const line = lines.get(sequence);
      // A copy: the line itself would keep the whole segment in memory.
      if (line && decodeEvent(line, { writer, sequence })) kept.set(sequence, Uint8Array.from(line));
    }
    this.#kept.set(writer, kept);
  }

  /** Null when it has been merged into a longer one since it was listed. */
  async #linesOf(segment: Segment, options: Options): Promise<Map<number, Uint8Array> | null> {
    try {
      return await readSegment(this.#store, segment, options);
    } catch (error) {
      if (error instanceof AppError && error.code === "NOT_FOUND") return null;
      throw error;
    }
  }
}
