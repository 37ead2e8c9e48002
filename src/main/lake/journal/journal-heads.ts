import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { type Head, JOURNAL_PREFIX, eventKey, hashOf } from "./journal-event.ts";
import { listJournal, listSegments, newestListed } from "./journal-listing.ts";
import { readAhead } from "./read-ahead.ts";
import { readSegment } from "./segment-lines.ts";

type Options = { signal: AbortSignal };

/** Writers that are asked about at the same time. */
const AHEAD = 8;

/** Number of the newest event of each writer; an empty map for a lake without a journal. */
export async function readSequences(store: ObjectStore, options: Options): Promise<Map<string, number>> {
  const listing = await listJournal(store, null, options);
  return new Map([...listing].map(([writer, there]) => [writer, newestListed(there)]));
}

/** Number of a writer's newest event before `before`; 0 when there is none. */
export async function newestSequence(
  store: ObjectStore,
  writer: string,
  before: number,
  options: Options,
): Promise<number> {
  const there = (await listJournal(store, writer, options)).get(writer);
  return there ? newestListed(there, before) : 0;
}

/**
 * Number and hash of the newest event of each writer, without those of others that cannot be read. NOT_FOUND when one's
 * own cannot: nothing can follow it.
 */
export async function readHeads(store: ObjectStore, own: string, options: Options): Promise<Map<string, Head>> {
  const sequences = await readSequences(store, options);
  const heads = await headsOf(store, sequences, options);
  if (sequences.has(own) && !heads.has(own)) {
    const key = eventKey(own, sequences.get(own) ?? 0);
    throw new AppError("NOT_FOUND", `“${key}”, after which the lake's journal would go on, is not there any more.`, {
      hint: "Bring it back from a copy of the lake, or let the service that copies the folder finish.",
    });
  }
  return heads;
}

/**
 * Takes over what other writers have added since `heads` was read. A writer that added nothing costs one look, however
 * long its journal is.
 */
export async function followHeads(
  store: ObjectStore,
  heads: Map<string, Head>,
  own: string,
  options: Options,
): Promise<void> {
  const others = (await readWriters(store, options)).filter((writer) => writer !== own);
  const grown = new Set<string>();
  const next = (writer: string) => (heads.get(writer)?.sequence ?? 0) + 1;
  const looks = readAhead(others, AHEAD, options.signal, async (writer, signal) => ({
    writer,
    isThere: await exists(store, eventKey(writer, next(writer)), { signal }),
  }));
  for await (const { writer, isThere } of looks) if (isThere) grown.add(writer);
  // After the looks: an event that was gone then is in a segment now.
  for (const { writer, last } of await listSegments(store, null, options)) {
    if (writer !== own && last >= next(writer)) grown.add(writer);
  }
  const sequences = new Map<string, number>();
  const newest = readAhead(grown, AHEAD, options.signal, async (writer, signal) => ({
    writer,
    sequence: await newestSequence(store, writer, Number.POSITIVE_INFINITY, { signal }),
  }));
  for await (const { writer, sequence } of newest) sequences.set(writer, sequence);
  for (const [writer, head] of await headsOf(store, sequences, options)) heads.set(writer, head);
}

async function headsOf(
  store: ObjectStore,
  sequences: ReadonlyMap<string, number>,
  options: Options,
): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  const read = readAhead(sequences, AHEAD, options.signal, async ([writer, sequence], signal) => ({
    writer,
    sequence,
    bytes: await newestBytes(store, writer, sequence, { signal }),
  }));
  for await (const { writer, sequence, bytes } of read) {
    if (bytes) heads.set(writer, { sequence, hash: hashOf(bytes) });
  }
  return heads;
}

/**
 * A newest event is seldom in a segment: gathering leaves it, unless the writer went on meanwhile. Null for one that is
 * nowhere, as where a segment was cut.
 */
async function newestBytes(
  store: ObjectStore,
  writer: string,
  sequence: number,
  options: Options,
): Promise<Uint8Array | null> {
  try {
    return await readWhole(store, eventKey(writer, sequence), options);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    for (const segment of await listSegments(store, writer, options)) {
      if (sequence < segment.first || sequence > segment.last) continue;
      const line = (await readSegment(store, segment, options)).get(sequence);
      if (line) return line;
    }
    return null;
  }
}

async function exists(store: ObjectStore, key: string, options: Options): Promise<boolean> {
  return store.stat(key, options).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "NOT_FOUND") return false;
      throw error;
    },
  );
}

async function readWriters(store: ObjectStore, { signal }: Options): Promise<string[]> {
  const writers: string[] = [];
  try {
    for await (const page of store.list(JOURNAL_PREFIX, { recursive: false, signal })) {
      for (const { kind, key } of page) if (kind === "prefix") writers.push(key.slice(JOURNAL_PREFIX.length, -1));
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
  return writers;
}
