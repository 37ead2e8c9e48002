import type { ObjectStore } from "../ports.ts";
import { EventLookup } from "./event-lookup.ts";
import { type JournalEvent, decodeEvent, hashOf } from "./journal-event.ts";
import type { JournalCursor, JournalPage } from "./journal-page.ts";
import { changed, missing, unreadable } from "./journal-problems.ts";
import { newestSequence, readSequences } from "./journal-heads.ts";

interface ReadEvent {
  event: JournalEvent;
  hash: string;
}

/** Reads the journal of a lake backwards in time, a page at a time, and checks each writer's chain on the way. */
export async function readJournalPage(
  store: ObjectStore,
  cursor: JournalCursor | null,
  limit: number,
  { signal }: { signal: AbortSignal },
): Promise<JournalPage> {
  const problems = new Set<string>();
  const positions: JournalCursor = cursor ?? (await newestPositions(store, { signal }));
  const newestThere = new Map(Object.entries(positions).map(([writer, { sequence }]) => [writer, sequence]));
  const waiting = new Map<string, ReadEvent>();
  const events: JournalEvent[] = [];
  const lookup = new EventLookup(store, limit);

  for (const writer of Object.keys(positions)) await advance(writer);
  while (events.length < limit && waiting.size > 0) {
    const event = newest(waiting);
    checkSeen(event, waiting, problems);
    events.push(event);
    positions[event.writer] = { sequence: event.sequence - 1, hash: event.previous };
    waiting.delete(event.writer);
    await advance(event.writer);
  }
  if (!cursor) reportTruncation([...events, ...eventsOf(waiting)], newestThere, problems);
  const left = Object.entries(positions).filter(([, { sequence }]) => sequence > 0);
  return { events, next: left.length > 0 ? Object.fromEntries(left) : null, problems: [...problems] };

  /** Puts the writer's next readable event into `waiting`, saying what is wrong with those that are not. */
  async function advance(writer: string): Promise<void> {
    for (;;) {
      const position = positions[writer];
      if (!position || position.sequence < 1) return;
      const read = await readEvent(store, lookup, writer, position, { signal });
      if (read.problem) problems.add(read.problem);
      if (read.found) {
        waiting.set(writer, read.found);
        return;
      }
      positions[writer] = { sequence: read.next, hash: null };
    }
  }
}

async function newestPositions(store: ObjectStore, options: { signal: AbortSignal }): Promise<JournalCursor> {
  const sequences = await readSequences(store, options);
  return Object.fromEntries([...sequences].map(([writer, sequence]) => [writer, { sequence, hash: null }]));
}

function newest(waiting: ReadonlyMap<string, ReadEvent>): JournalEvent {
  return eventsOf(waiting).reduce((a, b) => (a.at >= b.at ? a : b));
}

function eventsOf(waiting: ReadonlyMap<string, ReadEvent>): JournalEvent[] {
  return Array.from(waiting.values(), ({ event }) => event);
}

/** The event at a position, or where to read on. */
async function readEvent(
  store: ObjectStore,
  lookup: EventLookup,
  writer: string,
  position: { sequence: number; hash: string | null },
  options: { signal: AbortSignal },
): Promise<{ found: ReadEvent | null; next: number; problem: string | null }> {
  const { sequence } = position;
  const next = sequence - 1;
  const bytes = await lookup.find(writer, sequence, options);
  if (bytes === null) {
    const below = await newestSequence(store, writer, sequence, options);
    return { found: null, next: below, problem: missing(writer, below + 1, sequence) };
  }
  const event = decodeEvent(bytes, { writer, sequence });
  if (!event) return { found: null, next, problem: unreadable(writer, sequence) };
  const hash = hashOf(bytes);
  const isChanged = position.hash !== null && position.hash !== hash;
  return { found: { event, hash }, next, problem: isChanged ? changed(writer, sequence) : null };
}

/** A writer's newest event has no successor that tells its hash; other writers who saw it do. */
function checkSeen(event: JournalEvent, waiting: ReadonlyMap<string, ReadEvent>, problems: Set<string>): void {
  for (const [writer, head] of Object.entries(event.seen)) {
    const there = waiting.get(writer);
    if (there?.event.sequence === head.sequence && there.hash !== head.hash) {
      problems.add(changed(writer, head.sequence));
    }
  }
}

/** Events that another writer has seen and that are not there any more were cut off the end. */
function reportTruncation(
  events: readonly JournalEvent[],
  newestThere: ReadonlyMap<string, number>,
  problems: Set<string>,
): void {
  const seen = new Map<string, number>();
  for (const event of events) {
    for (const [writer, { sequence }] of Object.entries(event.seen)) {
      seen.set(writer, Math.max(sequence, seen.get(writer) ?? 0));
    }
  }
  for (const [writer, sequence] of seen) {
    const last = newestThere.get(writer) ?? 0;
    if (sequence > last) problems.add(missing(writer, last + 1, sequence));
  }
}
