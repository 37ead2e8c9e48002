import type { S3Client } from "@aws-sdk/client-s3";
import type {
  Capability,
  DeleteOutcome,
  ObjectStore,
  ReadOptions,
  StoreChange,
  StoreEntry,
  StoredObject,
  WriteOptions,
} from "../../ports.ts";
import type { ObjectDetails } from "../../object-details.ts";
import { ConditionalWrites, type OverwriteProbe } from "./conditional-writes.ts";
import { copyObject } from "./copying/copy-object.ts";
import { moveObjects } from "./copying/move-objects.ts";
import { deleteObjects } from "./delete-objects.ts";
import { S3ObjectDetails } from "./details/s3-object-details.ts";
import { KeySpace, type S3Home } from "./key-space.ts";
import { listPrefix } from "./listing/list-prefix.ts";
import { makeFolder } from "./make-folder.ts";
import { readObject } from "./read-object.ts";
import type { S3Context } from "./s3-context.ts";
import { statEntry } from "./stat-object.ts";
import { watchPrefix } from "./watch-prefix.ts";
import { PartMemory } from "./writing/part-memory.ts";
import { type TransferLimits, defaultLimits } from "./writing/transfer-limits.ts";
import { writeObject } from "./writing/write-object.ts";

export interface S3StoreOptions {
  client: S3Client;
  home: S3Home;
  /** Whether the connection may write, as its probe has found. */
  write?: Capability;
  /** For stores that may ignore If-None-Match; AWS does not. */
  probe?: OverwriteProbe;
  limits?: Partial<TransferLimits>;
}

type Options = { signal: AbortSignal };

/** A bucket, or a prefix of it, as an object store. Keys are relative to that home, or absolute as `s3://bucket/key`. */
export class S3Store implements ObjectStore {
  readonly #context: S3Context;
  readonly #write: Capability;
  readonly details: ObjectDetails;

  constructor({ client, home, write = { available: true }, probe, limits }: S3StoreOptions) {
    const all = { ...defaultLimits, ...limits };
    this.#write = write;
    this.#context = {
      client,
      keys: new KeySpace(home),
      limits: all,
      memory: new PartMemory(all.memoryBytes),
      conditional: new ConditionalWrites(probe ?? null),
      batchDeletes: true,
    };
    this.details = new S3ObjectDetails(this.#context);
  }

  capabilities() {
    const yes = { available: true } as const;
    return {
      watch: yes,
      rename: yes,
      emptyFolders: yes,
      write: this.#write,
      atomicCreate: this.#context.conditional.capability(),
    };
  }

  async *list(prefix: string, options: { recursive: boolean } & Options): AsyncGenerator<readonly StoreEntry[]> {
    yield* listPrefix(this.#context, this.#context.keys.prefix(prefix), options);
  }

  async stat(key: string, { signal }: Options): Promise<StoreEntry> {
    return statEntry(this.#context, key, signal);
  }

  async *read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    yield* readObject(this.#context, this.#context.keys.object(key), options);
  }

  async write(key: string, body: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<StoredObject> {
    const place = this.#context.keys.object(key);
    if (options.mode === "create") await this.#context.conditional.prove(place.bucket, options.signal);
    return writeObject(this.#context, place, body, options);
  }

  async copy(from: string, to: string, { mode, signal, onProgress }: WriteOptions): Promise<StoredObject> {
    const { keys, conditional } = this.#context;
    const places = { from: keys.object(from), to: keys.object(to) };
    if (mode === "create") await conditional.prove(places.to.bucket, signal);
    return copyObject(this.#context, { ...places, mode, signal, onProgress });
  }

  rename(from: string, to: string, { signal }: Options): Promise<void> {
    return moveObjects(this.#context, from, to, signal);
  }

  async *delete(keys: AsyncIterable<string> | Iterable<string>, options: Options): AsyncGenerator<DeleteOutcome> {
    yield* deleteObjects(this.#context, keys, options);
  }

  async createFolder(prefix: string, { signal }: Options): Promise<void> {
    return makeFolder(this.#context, this.#context.keys.prefix(prefix), signal);
  }

  async *watch(
    prefix: string,
    options: Options & { onMode: (mode: "watching" | "polling") => void },
  ): AsyncGenerator<StoreChange> {
    yield* watchPrefix(this.#context, { place: this.#context.keys.prefix(prefix), ...options });
  }

  /** Objects of a bucket have no path on this machine. */
  async localPath(): Promise<null> {
    return null;
  }
}
