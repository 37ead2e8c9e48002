import { setImmediate } from "node:timers/promises";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { GrowingBatch, type StoredEvent } from "./growing-batch.ts";
import type { JournalBatch, JournalHeads } from "./journal-batch.ts";
import { type JournalListing, type WriterListing, bothListings, listJournal } from "./journal-listing.ts";
import { OtherCopies } from "./other-copies.ts";
import { readAhead } from "./read-ahead.ts";
import { readEventBytes } from "./event-bytes.ts";
import { type Piece, type ReadingPlan, planReading } from "./reading-plan.ts";
import { readSegment } from "./segment-lines.ts";

/** Pieces that are fetched while those before are taken over; each is a few megabytes at most. */
const AHEAD = 8;

/** After so many listings, what is listed and not there is missing: no gathering takes so long. */
const MOST_LISTINGS = 4;

type Options = { signal: AbortSignal };

/** Reads on from `heads`, writer after writer; what is appended meanwhile may be left to the next call. */
export async function* readJournalSince(
  store: ObjectStore,
  heads: JournalHeads,
  { signal }: Options,
): AsyncGenerator<JournalBatch, void, undefined> {
  const batch = new GrowingBatch(heads);
  /** Writers of whom something was gathered between the listing and the reading: it lies elsewhere now. */
  const moved = new Set<string>();
  for (let listings = 1; listings === 1 || moved.size > 0; listings += 1) {
    moved.clear();
    const { listing, plan } = await lookAround(store, batch.heads, { signal });
    const fetch = (piece: Piece, either: AbortSignal) =>
      fetchPiece(store, piece, listing.get(piece.writer), { signal: either });
    for await (const { writer, events } of readAhead(plan.pieces, AHEAD, signal, fetch)) {
      if (events === null && listings < MOST_LISTINGS) moved.add(writer);
      if (events === null || moved.has(writer)) continue;
      for (const event of events) {
        batch.take(event);
        if (batch.isFull) yield* handOver(batch);
      }
    }
  }
  if (!batch.isEmpty) yield* handOver(batch);
}

/** The events of a batch are decoded at one go; whoever shares the thread gets a turn before the next. */
async function* handOver(batch: GrowingBatch): AsyncGenerator<JournalBatch, void, undefined> {
  yield batch.handOver();
  await setImmediate();
}

/**
 * A listing takes time, in which segments are merged: what was merged may have gone before its turn, into a segment whose
 * turn was over. So only what two listings do not have is missing.
 */
async function lookAround(
  store: ObjectStore,
  heads: JournalHeads,
  options: Options,
): Promise<{ listing: JournalListing; plan: ReadingPlan }> {
  const listing = await listJournal(store, null, options);
  const plan = planReading(listing, heads);
  if (!plan.hasNewGaps) return { listing, plan };
  const both = bothListings(listing, await listJournal(store, null, options));
  return { listing: both, plan: planReading(both, heads) };
}

/** Null events when it is not there any more. */
async function fetchPiece(
  store: ObjectStore,
  piece: Piece,
  there: WriterListing | undefined,
  options: Options,
): Promise<{ writer: string; events: StoredEvent[] | null }> {
  const { writer, first, last, segment } = piece;
  try {
    if (segment === null) {
      const bytes = await readEventBytes(store, { writer, sequence: first }, options);
      return { writer, events: [{ writer, sequence: first, bytes }] };
    }
    const lines = await readSegment(store, segment, options);
    const copies = new OtherCopies(store, segment, there);
    const events: StoredEvent[] = [];
    for (let sequence = first; sequence <= last; sequence += 1) {
      const bytes = await copies.soundest(sequence, lines.get(sequence), options);
      if (bytes) events.push({ writer, sequence, bytes });
    }
    return { writer, events };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return { writer, events: null };
    throw error;
  }
}
