import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore, StoredObject } from "../ports.ts";
import { JOURNAL_PREFIX, parseEventKey, writerPrefix } from "./journal-event.ts";
import { SEGMENT_PREFIX, type Segment, parseSegmentKey, segmentPrefix } from "./segment-key.ts";

type Options = { signal: AbortSignal };

/** Where a writer's events lie. */
export interface WriterListing {
  /** Sequences of events that are objects of their own, in no order. */
  loose: Set<number>;
  segments: Segment[];
}

export type JournalListing = Map<string, WriterListing>;

/**
 * Events and segments of all writers, or of one. Events come first: one that goes away meanwhile was in a segment before,
 * which is listed after it.
 */
export async function listJournal(
  store: ObjectStore,
  writer: string | null,
  options: Options,
): Promise<JournalListing> {
  const listing: JournalListing = new Map();
  for await (const { key } of objectsBelow(store, writer === null ? JOURNAL_PREFIX : writerPrefix(writer), options)) {
    const event = parseEventKey(key);
    if (event) ofWriter(listing, event.writer).loose.add(event.sequence);
  }
  for (const segment of await listSegments(store, writer, options)) {
    ofWriter(listing, segment.writer).segments.push(segment);
  }
  return listing;
}

/** Segments of all writers, or of one. */
export async function listSegments(store: ObjectStore, writer: string | null, options: Options): Promise<Segment[]> {
  const segments: Segment[] = [];
  const prefix = writer === null ? SEGMENT_PREFIX : segmentPrefix(writer);
  for await (const { key, size } of objectsBelow(store, prefix, options)) {
    const segment = parseSegmentKey(key);
    if (segment) segments.push({ ...segment, size });
  }
  return segments;
}

/** Sequence of the newest event that lies there before `before`; 0 when there is none. */
export function newestListed({ loose, segments }: WriterListing, before = Number.POSITIVE_INFINITY): number {
  let newest = 0;
  for (const sequence of loose) if (sequence < before) newest = Math.max(newest, sequence);
  for (const { first, last } of segments) if (first < before) newest = Math.max(newest, Math.min(last, before - 1));
  return newest;
}

/** What either of two listings has. */
export function bothListings(one: JournalListing, other: JournalListing): JournalListing {
  const both: JournalListing = new Map();
  for (const [writer, { loose, segments }] of [...one, ...other]) {
    const into = ofWriter(both, writer);
    into.loose = into.loose.union(loose);
    into.segments.push(...segments);
  }
  return both;
}

function ofWriter(listing: JournalListing, writer: string): WriterListing {
  const there = listing.get(writer);
  if (there) return there;
  const made = { loose: new Set<number>(), segments: [] };
  listing.set(writer, made);
  return made;
}

/** Nothing where there is no such prefix. */
async function* objectsBelow(store: ObjectStore, prefix: string, { signal }: Options): AsyncGenerator<StoredObject> {
  try {
    for await (const page of store.list(prefix, { recursive: true, signal })) {
      for (const entry of page) if (entry.kind === "object") yield entry;
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
}
