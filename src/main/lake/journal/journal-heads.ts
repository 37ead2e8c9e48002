import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import {
  type EventPlace,
  type Head,
  JOURNAL_PREFIX,
  eventKey,
  hashOf,
  parseEventKey,
  writerPrefix,
} from "./journal-event.ts";

type Options = { signal: AbortSignal };

/** Number of the newest event of each writer; an empty map for a lake without a journal. */
export async function readSequences(store: ObjectStore, options: Options): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  for await (const { writer, sequence } of eventsBelow(store, JOURNAL_PREFIX, options)) {
    newest.set(writer, Math.max(sequence, newest.get(writer) ?? 0));
  }
  return newest;
}

/** Number of a writer's newest event before `before`; 0 when there is none. */
export async function newestSequence(
  store: ObjectStore,
  writer: string,
  before: number,
  options: Options,
): Promise<number> {
  let newest = 0;
  for await (const { sequence } of eventsBelow(store, writerPrefix(writer), options)) {
    if (sequence < before) newest = Math.max(newest, sequence);
  }
  return newest;
}

/** Number and hash of the newest event of each writer. */
export async function readHeads(store: ObjectStore, options: Options): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  for (const [writer, sequence] of await readSequences(store, options)) {
    heads.set(writer, await headAt(store, writer, sequence, options));
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
  for (const writer of await readWriters(store, options)) {
    if (writer === own || !(await hasMore(store, writer, heads.get(writer)?.sequence ?? 0, options))) continue;
    const sequence = await newestSequence(store, writer, Number.POSITIVE_INFINITY, options);
    heads.set(writer, await headAt(store, writer, sequence, options));
  }
}

async function headAt(store: ObjectStore, writer: string, sequence: number, options: Options): Promise<Head> {
  return { sequence, hash: hashOf(await readWhole(store, eventKey(writer, sequence), options)) };
}

async function hasMore(store: ObjectStore, writer: string, sequence: number, options: Options): Promise<boolean> {
  return store.stat(eventKey(writer, sequence + 1), options).then(
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

/** Nothing where there is no journal. */
export async function* eventsBelow(
  store: ObjectStore,
  prefix: string,
  { signal }: Options,
): AsyncGenerator<EventPlace> {
  try {
    for await (const page of store.list(prefix, { recursive: true, signal })) {
      for (const entry of page) {
        const event = entry.kind === "object" ? parseEventKey(entry.key) : null;
        if (event) yield event;
      }
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
}
