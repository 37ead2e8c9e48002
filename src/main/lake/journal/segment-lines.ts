import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { decodeAny } from "./journal-event.ts";
import { type Segment, segmentKey } from "./segment-key.ts";

const NEWLINE = 0x0a;

/**
 * Events of a segment by their sequence, each with the bytes it was written with; none of what is too large to be one.
 * NOT_FOUND when it is gone.
 */
export async function readSegment(
  store: ObjectStore,
  segment: Segment,
  options: { signal: AbortSignal },
): Promise<Map<number, Uint8Array>> {
  try {
    return linesOf(segment, await readWhole(store, segmentKey(segment), options));
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_LARGE") return new Map();
    throw error;
  }
}

/**
 * Lines follow one another from the segment's first event to its last. Where their number is another, the segment is
 * damaged: what its lines still tell by themselves is taken, and the rest is left to other objects.
 */
function linesOf({ writer, first, last }: Segment, bytes: Uint8Array): Map<number, Uint8Array> {
  const lines = splitLines(bytes);
  if (lines.length === last - first + 1) return new Map(lines.map((line, index) => [first + index, line]));
  return new Map(
    lines.flatMap((line) => {
      const event = decodeAny(line);
      return event?.writer === writer && event.sequence >= first && event.sequence <= last
        ? [[event.sequence, line]]
        : [];
    }),
  );
}

/** Each with its end of line; a rest without one is a line that was cut. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.byteLength;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.byteLength : newline + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

/** Whether these bytes are one line, and so can be told from others in a segment. */
export function isOneLine(bytes: Uint8Array): boolean {
  return bytes.byteLength > 1 && bytes.indexOf(NEWLINE) === bytes.byteLength - 1;
}
