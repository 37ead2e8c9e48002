import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import type { StoredObject } from "../../../lake/ports.ts";

/** What one read brings, and what is fetched again when a download broke off within it. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** A line of the record: a piece that is here, and the checksum of its bytes. */
const LINE = /^(\d+) ([0-9a-f]{8})$/;

export interface Piece {
  number: number;
  start: number;
  end: number;
}

/**
 * What is here of an object: a hidden file of its full size beside its target, and a record of the pieces that have
 * come. A download that broke off, however that came, goes on with the pieces that are missing or not as recorded.
 */
export class PartialDownload {
  readonly path: string;
  readonly #record: string;
  readonly #size: number;
  readonly #whole = new Set<number>();
  readonly #file: FileHandle;
  readonly #lines: FileHandle;

  private constructor(path: string, record: string, size: number, handles: { file: FileHandle; lines: FileHandle }) {
    this.path = path;
    this.#record = record;
    this.#size = size;
    this.#file = handles.file;
    this.#lines = handles.lines;
  }

  /** Of this version of the object, for this target. Pieces of an earlier try are read and checked. */
  static async open(
    lakeId: string,
    object: StoredObject,
    target: string,
    signal: AbortSignal,
  ): Promise<PartialDownload> {
    const { key, etag, size } = object;
    const id = createHash("sha256")
      .update(JSON.stringify([lakeId, key, etag, size, target]))
      .digest("hex")
      .slice(0, 24);
    const path = join(dirname(target), `.lakeshore-${id}.part`);
    const record = `${path}.pieces`;
    const isThere = (await stat(path).catch(() => null))?.size === size;
    const earlier = isThere ? await readFile(record, "utf8").catch(() => "") : "";
    const file = await open(path, isThere ? "r+" : "w+");
    try {
      if (!isThere) {
        await rm(record, { force: true });
        await file.truncate(size);
      }
      const lines = await open(record, "a");
      const partial = new PartialDownload(path, record, size, { file, lines });
      await partial.#check(earlier, signal).catch(async (error: unknown) => {
        await lines.close();
        throw error;
      });
      return partial;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes that are here. */
  get bytes(): number {
    let bytes = 0;
    for (const number of this.#whole) bytes += this.#piece(number).end - this.#piece(number).start;
    return bytes;
  }

  *missing(): Generator<Piece, void, undefined> {
    for (let number = 0; number * PIECE_BYTES < this.#size; number += 1) {
      if (!this.#whole.has(number)) yield this.#piece(number);
    }
  }

  /** Keeps a piece. False when other than its bytes came, which then count as missing. */
  async keep(piece: Piece, chunks: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): Promise<boolean> {
    let at = piece.start;
    let checksum = 0;
    for await (const chunk of chunks) {
      if (at + chunk.byteLength > piece.end) return false;
      checksum = crc32(chunk, checksum);
      for (let done = 0; done < chunk.byteLength;) {
        const { bytesWritten } = await this.#file.write(chunk, done, chunk.byteLength - done, at + done);
        done += bytesWritten;
      }
      at += chunk.byteLength;
      onBytes(chunk.byteLength);
    }
    if (at !== piece.end) return false;
    await this.#lines.appendFile(`${piece.number} ${hex(checksum)}\n`);
    this.#whole.add(piece.number);
    return true;
  }

  /** MD5 of all that is here, as it reads back. */
  async md5(signal: AbortSignal): Promise<string> {
    const hash = createHash("md5");
    for (let start = 0; start < this.#size; start += PIECE_BYTES) {
      signal.throwIfAborted();
      hash.update(await this.#bytes(start, Math.min(start + PIECE_BYTES, this.#size)));
    }
    return hash.digest("hex");
  }

  /** Forgets all pieces: they have to come again. */
  async restart(): Promise<void> {
    this.#whole.clear();
    await this.#lines.truncate(0);
  }

  /** Makes what is here durable, with the time at which the object was modified. */
  async finish(modified: number): Promise<void> {
    if (modified > 0) await this.#file.utimes(new Date(modified), new Date(modified));
    await this.#file.sync();
  }

  /** Closes the files, and leaves them for a later try. */
  async close(): Promise<void> {
    await this.#file.close();
    await this.#lines.close();
  }

  /** Takes away what is left of it. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#record, { force: true });
  }

  async #check(record: string, signal: AbortSignal): Promise<void> {
    for (const line of record.split("\n")) {
      const [, number = "", checksum = ""] = LINE.exec(line) ?? [];
      const piece = this.#piece(Number(number));
      if (checksum === "" || piece.start >= this.#size) continue;
      signal.throwIfAborted();
      if (hex(crc32(await this.#bytes(piece.start, piece.end))) === checksum) this.#whole.add(piece.number);
    }
  }

  #piece(number: number): Piece {
    const start = number * PIECE_BYTES;
    return { number, start, end: Math.min(start + PIECE_BYTES, this.#size) };
  }

  async #bytes(start: number, end: number): Promise<Uint8Array> {
    const bytes = Buffer.alloc(end - start);
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.byteLength - done, start + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes;
  }
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}
