import type { ObjectReader } from "../object-reader.ts";
import { damaged } from "./footer.ts";

export interface ByteRange {
  start: number;
  /** Exclusive. */
  end: number;
}

interface Held {
  start: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Of a file near by; of one far away all, as its store has its own limit of requests and another wave is a round trip. */
const READS_AT_ONCE = 32;
const MOST_AT_ONCE = 4096;
const MAX_MERGED = 8 * 1024 * 1024;

/** Byte ranges of one object. What is held is never read again, and neighbours are read together. */
export class RangeCache {
  readonly #reader: ObjectReader;
  #held: Held[] = [];

  constructor(reader: ObjectReader, known: readonly Held[]) {
    this.#reader = reader;
    this.#held = [...known];
  }

  /** Makes sure that all the ranges are held. DAMAGED when one is not inside the file. */
  async load(ranges: readonly ByteRange[]): Promise<void> {
    const inside = ({ start, end }: ByteRange) => start >= 0 && start <= end && end <= this.#reader.size;
    if (!ranges.every(inside)) throw damaged("its footer points outside of the file");
    const far = this.#reader.readUnit > 0;
    const waiting = merged(
      ranges.flatMap((range) => this.#missing(range)),
      this.#reader.readUnit,
    );
    const readNext = async () => {
      for (let range = waiting.shift(); range; range = waiting.shift()) {
        const { start, end } = range;
        this.#held.push({ start, bytes: await this.#reader.range(start, end) });
      }
    };
    const atOnce = Math.min(waiting.length, far ? MOST_AT_ONCE : READS_AT_ONCE);
    await Promise.all(Array.from({ length: atOnce }, readNext));
    this.#held.sort((a, b) => a.start - b.start);
  }

  /** Whether all of a range is held. */
  holds(range: ByteRange): boolean {
    return this.#missing(range).length === 0;
  }

  /** Bytes of a range that was loaded; shorter when the object ends before. */
  bytes(start: number, end: number): Uint8Array<ArrayBuffer> {
    const whole = this.#held.find((held) => held.start <= start && end <= endOf(held));
    if (whole) return whole.bytes.subarray(start - whole.start, end - whole.start);
    const joined = new Uint8Array(end - start);
    let filled = start;
    for (const held of this.#held) {
      if (held.start > filled || endOf(held) <= filled) continue;
      const part = held.bytes.subarray(filled - held.start, Math.min(end, endOf(held)) - held.start);
      joined.set(part, filled - start);
      filled += part.byteLength;
      if (filled >= end) break;
    }
    return joined.subarray(0, filled - start);
  }

  #missing({ start, end }: ByteRange): ByteRange[] {
    const gaps: ByteRange[] = [];
    let at = start;
    for (const held of this.#held) {
      if (endOf(held) <= at) continue;
      if (held.start >= end) break;
      if (held.start > at) gaps.push({ start: at, end: held.start });
      at = Math.max(at, endOf(held));
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }
}

function endOf(held: Held): number {
  return held.start + held.bytes.byteLength;
}

/** Ranges that touch, or nearly so, are read as one, up to a size at which they are better read side by side. */
function merged(ranges: readonly ByteRange[], gap: number): ByteRange[] {
  const result: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && range.start <= last.end + gap && range.end - last.start <= MAX_MERGED)
      last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}
