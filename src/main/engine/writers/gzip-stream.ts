import { OrderedDeflate } from "./ordered-deflate.ts";

/** RFC 1952, 2.3: magic, deflate, no flags, no time, no extra flags, unknown system. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** zlib's own default: what other programs' gzip files are read against. */
const level = 6;

/** One gzip member, compressed on several threads. */
export class GzipStream {
  readonly #write: (bytes: Buffer) => Promise<void>;
  readonly #deflate: OrderedDeflate;

  constructor(write: (bytes: Buffer) => Promise<void>) {
    this.#write = write;
    this.#deflate = new OrderedDeflate(level, write);
  }

  async start(): Promise<void> {
    await this.#write(header);
  }

  /** Takes over the block. */
  async push(block: Buffer): Promise<void> {
    await this.#deflate.push(block);
  }

  async finish(): Promise<void> {
    await this.#deflate.finish();
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#deflate.crc, 0);
    // ISIZE is the length modulo 2^32 (RFC 1952, 2.3.1).
    trailer.writeUInt32LE(this.#deflate.bytesIn % 2 ** 32, 4);
    await this.#write(trailer);
  }
}
