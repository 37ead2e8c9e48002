import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { type Segment, segmentKey } from "./segment-key.ts";

/**
 * Makes a segment durable and reads it back. One that is there already is this one: its name says which events it has, and
 * an event has the same bytes for ever. CORRUPT when it is not.
 */
export async function writeSegment(
  store: ObjectStore,
  writer: string,
  { first, lines }: { first: number; lines: readonly Uint8Array[] },
  { signal }: { signal: AbortSignal },
): Promise<Segment> {
  const whole = Buffer.concat(lines);
  const segment = { writer, first, last: first + lines.length - 1, size: whole.byteLength };
  const key = segmentKey(segment);
  const body = async function* () {
    yield whole;
  };
  try {
    await store.write(key, body(), { mode: "create", size: whole.byteLength, signal });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "ALREADY_EXISTS")) throw error;
  }
  if (!whole.equals(await readWhole(store, key, { signal }))) {
    throw new AppError("INTERNAL", `“${key}” does not have the events that it was made of.`, {
      hint: "Keep the single events beside it, and remove the damaged object.",
    });
  }
  return segment;
}
