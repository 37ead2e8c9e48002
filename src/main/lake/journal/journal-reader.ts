import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { JournalEvent, eventKey, hashOf } from "./journal-event.ts";
import type { JournalCursor, JournalPage } from "./journal-page.ts";
import { readWhole } from "../small-objects.ts";
import { readSequences } from "./journal-heads.ts";

/** Reads the journal of a lake backwards in time, a page at a time, and checks each writer's chain on the way. */
export async function readJournalPage(
  store: ObjectStore,
  cursor: JournalCursor | null,
  limit: number,
  { signal }: { signal: AbortSignal },
): Promise<JournalPage> {
  const problems: string[] = [];
  const positions: JournalCursor = cursor ?? (await newestPositions(store, { signal }));
  const waiting = new Map<string, JournalEvent>();
  const events: JournalEvent[] = [];

  for (const writer of Object.keys(positions)) await advance(writer);
  if (!cursor) reportTruncation(waiting, positions, problems);
  while (events.length < limit && waiting.size > 0) {
    const event = newest(waiting);
    events.push(event);
    positions[event.writer] = { sequence: event.sequence - 1, hash: event.previous };
    waiting.delete(event.writer);
    await advance(event.writer);
  }
  const left = Object.entries(positions).filter(([, { sequence }]) => sequence > 0);
  return { events, next: left.length > 0 ? Object.fromEntries(left) : null, problems };

  /** Puts the writer's next readable event into `waiting`, saying what is wrong with those that are not. */
  async function advance(writer: string): Promise<void> {
    for (;;) {
      const position = positions[writer];
      if (!position || position.sequence < 1) return;
      const read = await readEvent(store, writer, position, { signal });
      problems.push(...read.problems);
      if (read.event) {
        waiting.set(writer, read.event);
        return;
      }
      positions[writer] = { sequence: position.sequence - 1, hash: null };
    }
  }
}

async function newestPositions(store: ObjectStore, options: { signal: AbortSignal }): Promise<JournalCursor> {
  const sequences = await readSequences(store, options);
  return Object.fromEntries([...sequences].map(([writer, sequence]) => [writer, { sequence, hash: null }]));
}

function newest(waiting: Map<string, JournalEvent>): JournalEvent {
  return [...waiting.values()].reduce((a, b) => (a.at >= b.at ? a : b));
}

async function readEvent(
  store: ObjectStore,
  writer: string,
  position: { sequence: number; hash: string | null },
  options: { signal: AbortSignal },
): Promise<{ event: JournalEvent | null; problems: string[] }> {
  const name = `Event ${position.sequence} of writer ${writer}`;
  let bytes: Uint8Array;
  try {
    bytes = await readWhole(store, eventKey(writer, position.sequence), options);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND")
      return { event: null, problems: [`${name} is missing.`] };
    throw error;
  }
  const event = parseEvent(bytes);
  if (!event || event.writer !== writer || event.sequence !== position.sequence) {
    return { event: null, problems: [`${name} cannot be read as an event.`] };
  }
  const hash = hashOf(bytes);
  const changed = position.hash !== null && position.hash !== hash;
  return { event, problems: changed ? [`${name} was changed after it was written.`] : [] };
}

function parseEvent(bytes: Uint8Array): JournalEvent | null {
  try {
    return JournalEvent.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** Events that another writer has seen and that are not there any more were cut off the end. */
function reportTruncation(waiting: Map<string, JournalEvent>, positions: JournalCursor, problems: string[]): void {
  for (const event of waiting.values()) {
    for (const [writer, head] of Object.entries(event.seen)) {
      const last = positions[writer]?.sequence ?? 0;
      if (head.sequence > last) {
        problems.push(
          `Events ${last + 1} to ${head.sequence} of writer ${writer} were seen before and are missing now.`,
        );
      }
    }
  }
}
