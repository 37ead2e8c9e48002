import { AppError } from "../../../shared/domain/app-error.ts";
import type {
  DeleteOutcome,
  ObjectStore,
  ReadOptions,
  StoreChange,
  StoreEntry,
  StoredObject,
  WriteOptions,
} from "../ports.ts";
import type { BlockCache } from "./block-cache/block-cache.ts";
import { BLOCK } from "./block-cache/block-layout.ts";
import type { ByteRange, CachedObject } from "./block-cache/cached-object.ts";
import { type Traffic, TrafficCount } from "./remote-traffic.ts";

type Options = { signal: AbortSignal };

/** Versions of objects that are remembered from listings; as many as one question may name files. */
const MAX_REMEMBERED = 50_000;

/**
 * A remote store whose objects are read through a block cache. A read of a version (`ifMatch`) asks the store only for
 * bytes that were not read before; a read of whatever is there now always asks the store. Every request and every byte
 * is counted.
 */
export class CachingStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #cache: BlockCache;
  /** Tells this store's objects apart from those of other stores in the same cache. */
  readonly name: string;
  readonly #count = new TrafficCount();
  readonly #versions = new Map<string, StoredObject>();
  readonly remote = { readUnit: BLOCK, seen: (key: string) => this.#versions.get(key) ?? null };

  constructor(inner: ObjectStore, cache: BlockCache, name: string) {
    this.#inner = inner;
    this.#cache = cache;
    this.name = name;
  }

  get traffic(): Traffic {
    return this.#count;
  }

  capabilities() {
    return this.#inner.capabilities();
  }

  async *list(
    prefix: string,
    options: { recursive: boolean } & Options,
  ): AsyncGenerator<readonly StoreEntry[], void, undefined> {
    for await (const page of this.#inner.list(prefix, options)) {
      this.#count.requests += 1;
      for (const entry of page) this.#remember(entry);
      yield page;
    }
  }

  async stat(key: string, options: Options): Promise<StoreEntry> {
    this.#count.requests += 1;
    const entry = await this.#inner.stat(key, options);
    this.#remember(entry);
    return entry;
  }

  async *read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array, void, undefined> {
    const { range, ifMatch, signal } = options;
    if (ifMatch === undefined || options.isReadOnce === true) return yield* this.#counted(key, options);
    signal.throwIfAborted();
    const object = await this.#version(key, ifMatch, signal);
    const wanted = { start: range?.start ?? 0, end: Math.min(range?.end ?? object.size, object.size) };
    if (wanted.start >= wanted.end) return;
    // What would push everything else out of the cache is not worth keeping.
    if (wanted.end - wanted.start > this.#cache.maxBytes / 2) return yield* this.#counted(key, options);
    yield* this.#cache.read(object, wanted, {
      signal,
      fetch: (part, partSignal) => this.#counted(key, { range: part, ifMatch, signal: partSignal }),
      onHit: (bytes) => (this.#count.cachedBytes += bytes),
    });
  }

  /** Bytes that the store would have to be asked for to read these ranges of an object; null ranges are all of it. */
  missingBytes({ key, etag, size }: StoredObject, ranges: readonly ByteRange[] | null): Promise<number> {
    const object = { store: this.name, key, etag, size };
    return this.#cache.missingBytes(object, ranges ?? [{ start: 0, end: size }]);
  }

  async write(key: string, body: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<StoredObject> {
    return this.#written(await this.#inner.write(key, body, options));
  }

  async copy(from: string, to: string, options: WriteOptions): Promise<StoredObject> {
    return this.#written(await this.#inner.copy(from, to, options));
  }

  rename(from: string, to: string, options: Options): Promise<void> {
    return this.#inner.rename(from, to, options);
  }

  delete(keys: AsyncIterable<string> | Iterable<string>, options: Options): AsyncIterable<DeleteOutcome> {
    return this.#inner.delete(keys, options);
  }

  createFolder(prefix: string, options: Options): Promise<void> {
    return this.#inner.createFolder(prefix, options);
  }

  watch(
    prefix: string,
    options: Options & { onMode: (mode: "watching" | "polling") => void },
  ): AsyncIterable<StoreChange> {
    return this.#inner.watch(prefix, options);
  }

  localPath(key: string, options: Options): Promise<string | null> {
    return this.#inner.localPath(key, options);
  }

  async *#counted(key: string, options: ReadOptions): AsyncGenerator<Uint8Array, void, undefined> {
    this.#count.requests += 1;
    for await (const chunk of this.#inner.read(key, options)) {
      this.#count.bytes += chunk.byteLength;
      yield chunk;
    }
  }

  /** The version that is asked for. CHANGED_WHILE_READING when there is another one now. */
  async #version(key: string, etag: string, signal: AbortSignal): Promise<CachedObject> {
    let known = this.#versions.get(key);
    if (known?.etag !== etag) {
      await this.stat(key, { signal });
      known = this.#versions.get(key);
    }
    if (known?.etag === etag) return { store: this.name, key, etag, size: known.size };
    throw new AppError("CHANGED_WHILE_READING", `“${key}” was changed while it was being read.`, {
      hint: "Open it again to see the new content.",
      retryable: true,
    });
  }

  #written(object: StoredObject): StoredObject {
    this.#remember(object);
    return object;
  }

  #remember(entry: StoreEntry): void {
    if (entry.kind !== "object") return;
    this.#versions.delete(entry.key);
    this.#versions.set(entry.key, entry);
    if (this.#versions.size <= MAX_REMEMBERED) return;
    for (const oldest of this.#versions.keys()) {
      this.#versions.delete(oldest);
      return;
    }
  }
}
