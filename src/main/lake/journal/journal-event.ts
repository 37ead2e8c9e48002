import { createHash } from "node:crypto";
import { z } from "zod";

export const Head = z.object({ sequence: z.int().min(1), hash: z.hash("sha256") });
export type Head = z.infer<typeof Head>;

/**
 * One event as it stands in the lake. Unknown keys and kinds of a newer app are kept. `previous` and `seen` make
 * tampering and truncation visible: who changes or removes an event must also change all that follow it, in the
 * journals of every writer that has seen it.
 */
export const JournalEvent = z.looseObject({
  format: z.literal(1),
  /** Installation that wrote the event. */
  writer: z.uuid(),
  /** 1, 2, 3 … without gaps for each writer. */
  sequence: z.int().min(1),
  /** SHA-256 of the bytes of this writer's event before; null for the first. */
  previous: z.hash("sha256").nullable(),
  /**
   * Newest events of other writers that this one knew of, as far as its events before have not said it. All of them in
   * the first event of a run of the app and in every 64th, so that no reader has to look far.
   */
  seen: z.record(z.string(), Head),
  at: z.iso.datetime(),
  principal: z.string(),
  /** "capability.verb", for example "transfers.uploaded". */
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type JournalEvent = z.infer<typeof JournalEvent>;

/** Which event of whom. */
export type EventPlace = Pick<JournalEvent, "writer" | "sequence">;

export const JOURNAL_PREFIX = ".lakeshore/journal/";

/** Twelve digits keep the store's own order the order of the events. */
const SEQUENCE_DIGITS = 12;

export function writerPrefix(writer: string): string {
  return `${JOURNAL_PREFIX}${writer}/`;
}

export function eventKey(writer: string, sequence: number): string {
  return `${writerPrefix(writer)}${String(sequence).padStart(SEQUENCE_DIGITS, "0")}.json`;
}

/** Writer and sequence of an event's key; null for anything else that lies there. */
export function parseEventKey(key: string): EventPlace | null {
  const match = /^\.lakeshore\/journal\/([0-9a-f-]{36})\/(\d{12})\.json$/.exec(key);
  return match?.[1] && match[2] ? { writer: match[1], sequence: Number(match[2]) } : null;
}

export function encodeEvent(event: JournalEvent): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(event)}\n`);
}

/** Null for what is no event that this app can read, or is another one than its place says. */
export function decodeEvent(bytes: Uint8Array, { writer, sequence }: EventPlace): JournalEvent | null {
  const event = decodeAny(bytes);
  return event?.writer === writer && event.sequence === sequence ? event : null;
}

/** Null for what is no event that this app can read. */
export function decodeAny(bytes: Uint8Array): JournalEvent | null {
  try {
    return JournalEvent.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
