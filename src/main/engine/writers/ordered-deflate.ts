import { availableParallelism } from "node:os";
import { constants, crc32, deflateRaw } from "node:zlib";

/** One of libuv's four threads stays free for DuckDB, which fetches rows on them too. */
const maxInFlight = Math.min(3, Math.max(2, availableParallelism()));

/** An empty last block with fixed codes (RFC 1951, 3.2.6): ends a stream of blocks that were flushed. */
const lastBlock = Buffer.from([0x03, 0x00]);

type Compressed = { bytes: Buffer } | { error: Error };

/**
 * Compresses blocks side by side on libuv's threads and writes them in order as one raw deflate stream. Each block ends
 * on a byte (Z_SYNC_FLUSH) and refers to no other, which is what lets them be made apart.
 */
export class OrderedDeflate {
  readonly #level: number;
  readonly #write: (bytes: Buffer) => Promise<void>;
  readonly #inFlight: Promise<Compressed>[] = [];
  /** CRC-32 of what went in. */
  crc = 0;
  bytesIn = 0;
  bytesOut = 0;

  constructor(level: number, write: (bytes: Buffer) => Promise<void>) {
    this.#level = level;
    this.#write = write;
  }

  /** Takes over the block; waits while enough others are under way. */
  async push(block: Buffer): Promise<void> {
    this.crc = crc32(block, this.crc);
    this.bytesIn += block.length;
    this.#inFlight.push(compress(block, this.#level));
    if (this.#inFlight.length > maxInFlight) await this.#writeOldest();
  }

  /** Writes what is under way and ends the stream. */
  async finish(): Promise<void> {
    while (this.#inFlight.length > 0) await this.#writeOldest();
    await this.#put(lastBlock);
  }

  async #writeOldest(): Promise<void> {
    const compressed = await this.#inFlight.shift();
    if (compressed === undefined) return;
    if ("error" in compressed) throw compressed.error;
    await this.#put(compressed.bytes);
  }

  async #put(bytes: Buffer): Promise<void> {
    this.bytesOut += bytes.length;
    await this.#write(bytes);
  }
}

function compress(block: Buffer, level: number): Promise<Compressed> {
  return new Promise((resolve) => {
    deflateRaw(block, { level, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH }, (error, bytes) => {
      resolve(error ? { error } : { bytes });
    });
  });
}
