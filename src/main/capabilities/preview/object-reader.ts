import type { ObjectStore, ReadOptions, StoredObject } from "../../lake/ports.ts";

/** What a preview needs of a store. */
export interface ReadableStore extends Pick<ObjectStore, "stat" | "list" | "read" | "remote"> {
  /** All bytes of a range at once, where handing over chunks is dear: between threads. */
  readRange?(
    key: string,
    options: ReadOptions & { range: { start: number; end: number } },
  ): Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes that the store has handed over for one preview, whichever objects they came from. */
export class ByteCount {
  bytes = 0;
}

/**
 * Reads parts of one object, counting every byte that the store yields. All reads are bound to the version that was
 * first seen: CHANGED_WHILE_READING when the object is replaced or rewritten meanwhile.
 */
export class ObjectReader {
  readonly #store: ReadableStore;
  readonly #object: StoredObject;
  readonly #count: ByteCount;
  readonly #signal: AbortSignal;

  constructor(store: ReadableStore, object: StoredObject, count: ByteCount, signal: AbortSignal) {
    this.#store = store;
    this.#object = object;
    this.#count = count;
    this.#signal = signal;
  }

  get key(): string {
    return this.#object.key;
  }

  /** Bytes of the whole object. */
  get size(): number {
    return this.#object.size;
  }

  /** Bytes that the store has handed over so far, for this object and those that share its count. */
  get bytesRead(): number {
    return this.#count.bytes;
  }

  /** Bytes that come with any read at the cost of few; 0 where each byte costs the same. */
  get readUnit(): number {
    return this.#store.remote?.readUnit ?? 0;
  }

  get signal(): AbortSignal {
    return this.#signal;
  }

  /** Chunks of the bytes [start, end), clipped to the size. Leaving the loop stops the read. */
  async *stream(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    const range = { start, end: Math.min(end, this.size) };
    if (range.start >= range.end) return;
    for await (const chunk of this.#store.read(this.key, {
      range,
      ifMatch: this.#object.etag,
      signal: this.#signal,
    })) {
      this.#count.bytes += chunk.byteLength;
      yield chunk;
    }
  }

  /** The bytes [start, end), clipped to the size. */
  async range(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const length = Math.max(0, Math.min(end, this.size) - start);
    if (length === 0 || !this.#store.readRange) return collect(this.stream(start, end), length);
    const range = { start, end: start + length };
    const bytes = await this.#store.readRange(this.key, { range, ifMatch: this.#object.etag, signal: this.#signal });
    this.#count.bytes += bytes.byteLength;
    return bytes;
  }
}

/** The chunks as one array of at most `length` bytes. */
export async function collect(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for await (const chunk of chunks) {
    const taken = chunk.subarray(0, length - filled);
    bytes.set(taken, filled);
    filled += taken.byteLength;
  }
  return bytes.subarray(0, filled);
}
