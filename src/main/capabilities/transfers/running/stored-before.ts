import { MOST_NUMBERED, numberedKey } from "../../../lake/numbered-keys.ts";
import type { ObjectStore, StoredObject } from "../../../lake/ports.ts";
import { existingAt } from "../existing-object.ts";
import { type StoreRequest, type Stored, storeItem } from "./store-item.ts";

type Sought = Pick<StoreRequest, "objects" | "key" | "numbered" | "size" | "signal">;

/** Objects that an item may have become before: of its size, under its name or one of the numbered ones. */
export async function* storedCandidates(sought: Sought): AsyncGenerator<StoredObject> {
  const { objects, key, numbered, size, signal } = sought;
  for (let number = numbered ? 2 : 1; number < MOST_NUMBERED; number += 1) {
    const object = await existingAt(objects, number === 1 ? key : numberedKey(key, number), { signal });
    if (object === null) return;
    if (object.kind === "object" && object.size === size) yield object;
  }
}

/**
 * Stores bytes that come once only and may have been stored before. They are compared as they come: when all of them
 * are in the store already, the write is broken off at its end and leaves nothing.
 */
export async function storeUnlessStored(request: StoreRequest): Promise<Stored> {
  let found: string | null = null;
  const candidates: StoredObject[] = [];
  for await (const candidate of storedCandidates(request)) candidates.push(candidate);
  try {
    return await storeItem({ ...request, body: compared() });
  } catch (error) {
    if (found === null) throw error;
    return { state: "done", key: found, replaced: false };
  }

  async function* compared(): AsyncGenerator<Uint8Array> {
    let same = candidates.map((object) => ({
      object,
      bytes: new StoredBytes(request.objects, object, request.signal),
    }));
    try {
      for await (const chunk of request.body) {
        const goOn = [];
        for (const candidate of same) {
          if (await candidate.bytes.goOnWith(chunk)) goOn.push(candidate);
          else await candidate.bytes.close();
        }
        same = goOn;
        yield chunk;
      }
      found = same[0]?.object.key ?? null;
      if (found !== null) throw new Error("stored before");
    } finally {
      for (const { bytes } of same) await bytes.close();
    }
  }
}

/** The bytes of an object, compared with others piece by piece. */
class StoredBytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(objects: ObjectStore, { key, etag }: StoredObject, signal: AbortSignal) {
    this.#chunks = objects.read(key, { ifMatch: etag, signal })[Symbol.asyncIterator]();
  }

  async goOnWith(piece: Uint8Array): Promise<boolean> {
    for (let at = 0; at < piece.byteLength;) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#chunks.next();
        if (next.done) return false;
        this.#rest = next.value;
      }
      const length = Math.min(this.#rest.byteLength, piece.byteLength - at);
      if (Buffer.compare(this.#rest.subarray(0, length), piece.subarray(at, at + length)) !== 0) return false;
      this.#rest = this.#rest.subarray(length);
      at += length;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
