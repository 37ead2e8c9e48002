import type { ConflictPolicy } from "../../../../shared/contract/transfers.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { baseName } from "../../../../shared/domain/object-address.ts";
import { MOST_NUMBERED, numberedKey } from "../../../lake/numbered-keys.ts";
import type { ObjectStore } from "../../../lake/ports.ts";
import type { ResumableWrite } from "../../../lake/resumable-write.ts";
import { existingAt, existingMark } from "../existing-object.ts";
import { isSmallFile } from "./upload-slots.ts";

export interface StoreRequest {
  objects: ObjectStore;
  key: string;
  size: number;
  policy: ConflictPolicy;
  /** Mark of what the plan saw at the key; null when it was free. */
  existing: string | null;
  /** Another file of the upload has the plain name: begin with "name (2)". */
  numbered: boolean;
  /** The bytes, from the start each time it is called. Null when they come once only and cannot come again. */
  again: (() => AsyncIterable<Uint8Array>) | null;
  body: AsyncIterable<Uint8Array>;
  /** Lets the store go on where an earlier try broke off. */
  resumable?: ResumableWrite;
  signal: AbortSignal;
  onProgress: (bytes: number) => void;
}

export type Stored = { state: "done"; key: string; replaced: boolean } | { state: "skipped" };

type Place = { mode: "create" | "replace"; key: string };

/**
 * Where an item may be stored, as things are now; null when it is to be skipped. Only what the plan has shown is ever
 * replaced: what took the name or was changed since then is kept, and the new file gets the next free name.
 */
export async function placeFor(request: Omit<StoreRequest, "body" | "again" | "onProgress">): Promise<Place | null> {
  const { objects, key, policy, existing, numbered, signal } = request;
  if (numbered) return { mode: "create", key: await freeNumbered(objects, key, signal) };
  const now = await existingAt(objects, key, { signal });
  if (now === null) return { mode: "create", key };
  if (policy === "skip") return null;
  if (policy === "replace" && existing === existingMark(now)) return { mode: "replace", key };
  return { mode: "create", key: await freeNumbered(objects, key, signal) };
}

/** A look at a name takes as long as to send a small file: one whose name the plan saw free is just sent. */
function firstPlaceFor(request: StoreRequest): Promise<Place | null> | Place {
  const { key, size, existing, numbered, again } = request;
  const isSentAtOnce = existing === null && !numbered && again !== null && isSmallFile(size);
  return isSentAtOnce ? { mode: "create", key } : placeFor(request);
}

/**
 * Stores an item under the policy. The store's own create-if-absent decides at the end: whoever loses a race is asked
 * the policy again, and nothing is overwritten. ALREADY_EXISTS (retryable) when bytes that cannot come again lose one.
 */
export async function storeItem(request: StoreRequest): Promise<Stored> {
  let { body } = request;
  for (let place = await firstPlaceFor(request); ; place = await placeFor(request)) {
    if (place === null) return { state: "skipped" };
    const { objects, size, signal, onProgress, again, resumable } = request;
    try {
      const facts = { mode: place.mode, size, signal, onProgress };
      await objects.write(place.key, body, resumable ? { ...facts, resumable } : facts);
      return { state: "done", key: place.key, replaced: place.mode === "replace" };
    } catch (error) {
      const lost = place.mode === "create" && error instanceof AppError && error.code === "ALREADY_EXISTS";
      if (!lost) throw error;
      if (request.policy === "skip" && place.key === request.key) return { state: "skipped" };
      if (again === null) throw nameTaken(place.key, error);
      body = again();
    }
  }
}

async function freeNumbered(objects: ObjectStore, key: string, signal: AbortSignal): Promise<string> {
  for (let number = 2; number < MOST_NUMBERED; number += 1) {
    const candidate = numberedKey(key, number);
    if ((await existingAt(objects, candidate, { signal })) === null) return candidate;
  }
  throw new AppError("ALREADY_EXISTS", `There are 10,000 versions of “${baseName(key)}” already.`, {
    hint: "Upload it into another folder.",
  });
}

function nameTaken(key: string, cause: AppError): AppError {
  return new AppError("ALREADY_EXISTS", `“${key}” was taken by another file while this one was sent.`, {
    hint: "Retry sends it again, under a name that is free then.",
    retryable: true,
    cause,
  });
}
