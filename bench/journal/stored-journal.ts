import { inParallel } from "../../src/main/lake/aws/s3-store/in-parallel.ts";
import { isMerged } from "../../src/main/lake/journal/gather-events.ts";
import { MOST_WAITING } from "../../src/main/lake/journal/gatherer.ts";
import { eventKey } from "../../src/main/lake/journal/journal-event.ts";
import { writeSegment } from "../../src/main/lake/journal/write-segment.ts";
import type { ObjectStore } from "../../src/main/lake/ports.ts";
import { storeBytes } from "../../tests/fixtures/made-journal.ts";
import type { TeamEvent } from "./team-events.ts";

const { signal } = new AbortController();
const AT_ONCE = 16;

type Part = { first: number; lines: Uint8Array[]; bytes: number };

/** Stores events each as an object, as they are appended. */
export async function storeLoose(store: ObjectStore, events: Iterable<TeamEvent>): Promise<void> {
  const waiting = events[Symbol.iterator]();
  const next = async () => waiting.next().value ?? null;
  await inParallel(AT_ONCE, signal, next, ({ writer, sequence, bytes }) =>
    storeBytes(store, eventKey(writer, sequence), bytes),
  );
}

/**
 * Stores a journal as its writers leave it, in the segments that they have made of it time and again: to append 200,000
 * events one by one would take hours. Returns how many objects it is.
 */
export async function storeGathered(store: ObjectStore, events: readonly TeamEvent[]): Promise<number> {
  const writers = [...Map.groupBy(events, ({ writer }) => writer)].map(([writer, own]) => ({
    writer,
    ...partsOf(own),
  }));
  const segments = writers.flatMap(({ writer, parts }) => parts.map((part) => ({ writer, part })));
  const waiting = segments.values();
  await inParallel(
    AT_ONCE,
    signal,
    async () => waiting.next().value ?? null,
    async ({ writer, part }) => void (await writeSegment(store, writer, part, { signal })),
  );
  const loose = writers.flatMap((writer) => writer.loose);
  await storeLoose(store, loose);
  return segments.length + loose.length;
}

/** Gathers whenever enough events wait, the newest left out, as the app does after an append. */
function partsOf(events: readonly TeamEvent[]): { parts: Part[]; loose: readonly TeamEvent[] } {
  const parts: Part[] = [];
  let gathered = 0;
  while (events.length - gathered > MOST_WAITING) {
    const lines = events.slice(gathered, gathered + MOST_WAITING).map(({ bytes }) => bytes);
    let part: Part = { first: gathered + 1, lines, bytes: sizeOf(lines) };
    for (let last = parts.at(-1); last && isMerged(last.bytes, part.bytes); last = parts.at(-1)) {
      part = { first: last.first, lines: [...last.lines, ...part.lines], bytes: last.bytes + part.bytes };
      parts.pop();
    }
    parts.push(part);
    gathered += MOST_WAITING;
  }
  return { parts, loose: events.slice(gathered) };
}

function sizeOf(lines: readonly Uint8Array[]): number {
  return lines.reduce((size, { byteLength }) => size + byteLength, 0);
}
