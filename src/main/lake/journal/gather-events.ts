import type { ObjectStore } from "../ports.ts";
import { readEventBytes } from "./event-bytes.ts";
import { decodeEvent } from "./journal-event.ts";
import { type WriterListing, listJournal, newestListed } from "./journal-listing.ts";
import { readAhead } from "./read-ahead.ts";
import type { Segment } from "./segment-key.ts";
import { isOneLine, readSegment } from "./segment-lines.ts";
import { writeSegment } from "./write-segment.ts";

/** Bytes of a segment: few requests for a whole journal, and several in memory at once are still little. */
const SEGMENT_BYTES = 4 * 1024 * 1024;

const AHEAD = 8;

type Options = { signal: AbortSignal };

/** Events that follow one another, and their bytes. */
interface Run {
  first: number;
  lines: Uint8Array[];
  bytes: number;
}

/**
 * Puts copies of a writer's older events into segments. Nothing is removed. To be called by the writer's own installation
 * only; two at once make the same segments. The newest event stays out, because others look for it by its number.
 *
 * @param listed where the writer's events lie, when that was just listed
 */
export async function gatherEvents(
  store: ObjectStore,
  writer: string,
  options: Options,
  listed?: WriterListing,
): Promise<Segment[]> {
  const there = listed ?? (await listJournal(store, writer, options)).get(writer);
  if (!there) return [];
  const made: Segment[] = [];
  for await (const run of runsOf(store, writer, gatherable(there), options)) {
    const before = [...there.segments, ...made];
    made.push(await writeSegment(store, writer, await withPrevious(store, before, run, options), options));
  }
  return made;
}

/** Sequences of events that are in no segment, but for the newest event, from the oldest on. */
export function gatherable({ loose, segments }: WriterListing): number[] {
  const newest = newestListed({ loose, segments: [] });
  const isGathered = (sequence: number) => segments.some(({ first, last }) => first <= sequence && sequence <= last);
  return [...loose].filter((sequence) => sequence < newest && !isGathered(sequence)).toSorted((a, b) => a - b);
}

/** What follows one another and fits into a segment. What is no event, or no line, stays where it is. */
async function* runsOf(
  store: ObjectStore,
  writer: string,
  sequences: readonly number[],
  { signal }: Options,
): AsyncGenerator<Run> {
  let run: Run | null = null;
  const read = readAhead(sequences, AHEAD, signal, async (sequence, either) => ({
    sequence,
    bytes: await readEventBytes(store, { writer, sequence }, { signal: either }),
  }));
  for await (const { sequence, bytes } of read) {
    const isSound = isOneLine(bytes) && decodeEvent(bytes, { writer, sequence }) !== null;
    if (run && !(isSound && goesOn(run, sequence, bytes))) {
      yield run;
      run = null;
    }
    if (!isSound) continue;
    run ??= { first: sequence, lines: [], bytes: 0 };
    run.lines.push(bytes);
    run.bytes += bytes.byteLength;
  }
  if (run) yield run;
}

function goesOn(run: Run, sequence: number, { byteLength }: Uint8Array): boolean {
  return sequence === run.first + run.lines.length && run.bytes + byteLength <= SEGMENT_BYTES;
}

/**
 * Whether a segment is merged with what comes after it. Larger ones are left alone, so that a writer has few segments,
 * each much smaller than the one before, and each event is written again few times.
 */
export function isMerged(previous: number, bytes: number): boolean {
  return previous <= 4 * bytes && previous + bytes <= SEGMENT_BYTES;
}

/** The run with the segments that end where it begins. */
async function withPrevious(
  store: ObjectStore,
  segments: readonly Segment[],
  run: Run,
  options: Options,
): Promise<Run> {
  let merged = run;
  for (;;) {
    const { first, bytes } = merged;
    const previous = segments
      .filter(({ last, size }) => last === first - 1 && isMerged(size, bytes))
      .toSorted((a, b) => a.first - b.first)[0];
    if (!previous) return merged;
    const lines = await readSegment(store, previous, options);
    if (lines.size !== previous.last - previous.first + 1) return merged;
    merged = {
      first: previous.first,
      lines: [...lines.values(), ...merged.lines],
      bytes: previous.size + bytes,
    };
  }
}
