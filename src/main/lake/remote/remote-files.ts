import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { StoredObject } from "../ports.ts";
import type { CachingStore } from "./caching-store.ts";
import type { FileShelf, HeldFile, WantedFile } from "./file-shelf.ts";

export interface BringOptions {
  signal: AbortSignal;
  /** Told bytes as they are written. */
  onBytes: (bytes: number) => void;
}

/** Objects of a remote store as files of this machine, which an engine can read. */
export class RemoteFiles {
  readonly #store: CachingStore;
  readonly #shelf: FileShelf;

  constructor(store: CachingStore, shelf: FileShelf) {
    this.#store = store;
    this.#shelf = shelf;
  }

  /** Bytes that have to come from the store before the whole object is here. */
  async missingBytes(object: StoredObject): Promise<number> {
    if (await this.#shelf.has(this.#wanted(object))) return 0;
    return this.#store.missingBytes(object, null);
  }

  /** The whole object. What was fetched stays in the block cache when it is cancelled, and is not fetched again. */
  bring(object: StoredObject, { signal, onBytes }: BringOptions): Promise<HeldFile> {
    const make = async (path: string) => {
      const counted = async function* (bytes: AsyncIterable<Uint8Array>) {
        let written = 0;
        for await (const chunk of bytes) {
          written += chunk.byteLength;
          onBytes(chunk.byteLength);
          yield chunk;
        }
        if (written !== object.size) throw otherSize(object, written);
      };
      const read = this.#store.read(object.key, { ifMatch: object.etag, signal });
      await pipeline(read, counted, createWriteStream(path, { flags: "wx" }), { signal });
    };
    return this.#shelf.hold(this.#wanted(object), make, signal);
  }

  #wanted({ key, etag, size }: StoredObject): WantedFile {
    const id = createHash("sha256")
      .update(JSON.stringify([this.#store.name, key, etag, size]))
      .digest("hex")
      .slice(0, 32);
    return { id, name: key.replace(/^[a-z0-9]+:\/\//, ""), size, called: key };
  }
}

function otherSize({ key, size }: StoredObject, written: number): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${key}” should have ${size} bytes, and ${written} came.`, {
    hint: "Run the query again.",
    retryable: true,
    details: { file: key },
  });
}
