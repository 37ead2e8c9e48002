import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { eventKey } from "./journal-event.ts";
import { type WriterListing, listJournal, newestListed } from "./journal-listing.ts";
import { readAhead } from "./read-ahead.ts";
import { type Segment, segmentKey } from "./segment-key.ts";
import { readSegment } from "./segment-lines.ts";

const AHEAD = 8;

type Options = { signal: AbortSignal };
type Lines = ReadonlyMap<number, Uint8Array>;

/**
 * Removes a writer's events and segments that a longer segment has too, byte for byte, as it is read back now. False when
 * this person may not remove: then they stay, and nobody reads them twice.
 *
 * @param listed where the writer's events lie, when that was just listed; what it does not have stays
 */
export async function removeGathered(
  store: ObjectStore,
  writer: string,
  options: Options,
  listed?: WriterListing,
): Promise<boolean> {
  const there = listed ?? (await listJournal(store, writer, options)).get(writer);
  if (!there) return true;
  for (const segment of outermost(there.segments)) {
    const [first, ...rest] = keptTwice(there, segment);
    if (!first) continue;
    const lines = await unlessGone(readSegment(store, segment, options));
    if (!lines) continue;
    // One alone first: who may not remove need not read all that stays.
    for (const part of [[first], rest]) {
      if (!(await removeCopies(store, part, lines, options))) return false;
    }
  }
  return true;
}

/** Segments that are in no other. */
function outermost(segments: readonly Segment[]): Segment[] {
  return segments.filter((segment) => !segments.some((other) => other !== segment && isWithin(segment, other)));
}

function isWithin(inner: Segment, outer: Segment): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

interface Copy {
  key: string;
  read: (store: ObjectStore, options: Options) => Promise<Lines>;
}

/** Others look for a writer's newest event by its number, so that it stays. */
function keptTwice({ loose, segments }: WriterListing, segment: Segment): Copy[] {
  const { writer, first, last } = segment;
  const newest = newestListed({ loose, segments: [] });
  const events = [...loose]
    .filter((sequence) => first <= sequence && sequence <= last && sequence < newest)
    .toSorted((a, b) => a - b)
    .map((sequence): Copy => {
      const key = eventKey(writer, sequence);
      return { key, read: async (store, options) => new Map([[sequence, await readWhole(store, key, options)]]) };
    });
  const merged = segments
    .filter((other) => other !== segment && isWithin(other, segment))
    .map((other): Copy => ({ key: segmentKey(other), read: (store, options) => readSegment(store, other, options) }));
  return [...events, ...merged];
}

async function removeCopies(
  store: ObjectStore,
  copies: readonly Copy[],
  lines: Lines,
  options: Options,
): Promise<boolean> {
  for await (const { error } of store.delete(provenCopies(store, copies, lines, options), options)) {
    if (error instanceof AppError && error.code === "ACCESS_DENIED") return false;
    if (error) throw error;
  }
  return true;
}

async function* provenCopies(
  store: ObjectStore,
  copies: readonly Copy[],
  lines: Lines,
  { signal }: Options,
): AsyncGenerator<string> {
  const proven = readAhead(copies, AHEAD, signal, async ({ key, read }, either) => {
    const own = await unlessGone(read(store, { signal: either }));
    const isCopy = own !== null && own.size > 0 && [...own].every(([at, line]) => isSame(line, lines.get(at)));
    return isCopy ? key : null;
  });
  for await (const key of proven) if (key !== null) yield key;
}

/** Null for what an app of the same identity has removed meanwhile. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

function isSame(line: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(line, other) === 0;
}
