import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";
import { type EventPlace, eventKey } from "./journal-event.ts";

/** Bytes of an event that is an object of its own; none for what is too large to be one. NOT_FOUND when it is not there. */
export async function readEventBytes(
  store: ObjectStore,
  { writer, sequence }: EventPlace,
  options: { signal: AbortSignal },
): Promise<Uint8Array> {
  try {
    return await readWhole(store, eventKey(writer, sequence), options);
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_LARGE") return new Uint8Array();
    throw error;
  }
}
