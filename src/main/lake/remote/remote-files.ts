import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../shared/domain/app-error.ts";
import { parquetTailStart } from "../../../shared/domain/parquet-tail.ts";
import type { StoredObject } from "../ports.ts";
import type { CachingStore } from "./caching-store.ts";
import type { FileShelf, HeldFile, WantedFile } from "./file-shelf.ts";
import { localFileName } from "./local-file-name.ts";
import { type FilePart, MAGIC, ParquetFooter } from "./parquet/parquet-footer.ts";

/** An object as a question reads it; `part` null is the whole of it. */
export interface ChosenFile {
  object: StoredObject;
  part: FilePart | null;
}

interface BringOptions {
  signal: AbortSignal;
  /** Told bytes as they are written. */
  onBytes: (bytes: number) => void;
}

/** Length of the metadata's length and of the magic number behind it. */
const TRAILER = 8;
/** A footer that is longer is read with the whole file. */
const MAX_FOOTER = 128 * 1024 * 1024;
const PIECES_AT_ONCE = 8;

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

  /** The footer of a Parquet object; null for one that cannot be read in parts. */
  async footerOf(object: StoredObject, signal: AbortSignal): Promise<ParquetFooter | null> {
    const start = parquetTailStart(object.size, this.#store.remote.readUnit);
    const tail = await this.#bytes(object, start, object.size, signal);
    if (tail.byteLength < TRAILER || !tail.subarray(-MAGIC.byteLength).equals(MAGIC)) return null;
    const length = tail.readUInt32LE(tail.byteLength - TRAILER);
    if (length > Math.min(MAX_FOOTER, object.size - TRAILER)) return null;
    const from = object.size - TRAILER - length;
    const before = from < start ? await this.#bytes(object, from, start, signal) : Buffer.alloc(0);
    const whole = Buffer.concat([before, tail.subarray(Math.max(0, from - start))]);
    return ParquetFooter.parse(whole.subarray(0, length));
  }

  /** Bytes that have to come from the store before a part of the object is here. */
  async missingPart(object: StoredObject, part: FilePart): Promise<number> {
    if (await this.#shelf.has(this.#partFile(object, part))) return 0;
    return this.#store.missingBytes(object, part.pieces);
  }

  /** A part of a Parquet object as a file that is whole by itself. */
  bringPart(object: StoredObject, part: FilePart, { signal, onBytes }: BringOptions): Promise<HeldFile> {
    const make = async (path: string) => {
      const file = await open(path, "wx");
      try {
        await file.write(MAGIC, 0, MAGIC.byteLength, 0);
        const waiting = [...part.pieces];
        const copyNext = async () => {
          for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
            let at = piece.at;
            const range = { start: piece.start, end: piece.end };
            for await (const chunk of this.#store.read(object.key, { range, ifMatch: object.etag, signal })) {
              await file.write(chunk, 0, chunk.byteLength, at);
              at += chunk.byteLength;
              onBytes(chunk.byteLength);
            }
            if (at - piece.at !== piece.end - piece.start) throw otherSize(object, at - piece.at);
          }
        };
        await Promise.all(Array.from({ length: PIECES_AT_ONCE }, copyNext));
        await file.write(part.tail, 0, part.tail.byteLength, part.size - part.tail.byteLength);
      } finally {
        await file.close();
      }
    };
    return this.#shelf.hold(this.#partFile(object, part), make, signal);
  }

  /** A small file of our own making. */
  keep(name: string, content: Buffer, signal: AbortSignal): Promise<HeldFile> {
    const id = createHash("sha256").update(name).update("\0").update(content).digest("hex").slice(0, 32);
    const wanted = { id, name: localFileName(name), size: content.byteLength, called: name };
    return this.#shelf.hold(wanted, (path) => writeFile(path, content, { flag: "wx" }), signal);
  }

  async #bytes(object: StoredObject, start: number, end: number, signal: AbortSignal): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    const options = { range: { start, end }, ifMatch: object.etag, signal };
    for await (const chunk of this.#store.read(object.key, options)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  #partFile(object: StoredObject, part: FilePart): WantedFile {
    const { id, name, called } = this.#wanted(object);
    const pieces = createHash("sha256").update(JSON.stringify(part.pieces)).update(part.tail).digest("hex");
    return { id: `${id}-${pieces.slice(0, 16)}`, name, size: part.size, called };
  }

  #wanted({ key, etag, size }: StoredObject): WantedFile {
    const id = createHash("sha256")
      .update(JSON.stringify([this.#store.name, key, etag, size]))
      .digest("hex")
      .slice(0, 32);
    return { id, name: localFileName(key), size, called: key };
  }
}

function otherSize({ key, size }: StoredObject, written: number): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${key}” should have ${size} bytes, and ${written} came.`, {
    hint: "Run the query again.",
    retryable: true,
    details: { file: key },
  });
}
