/** Large enough that compressing a block outweighs handing it to a thread, small enough to hold several. */
const blockBytes = 1 << 20;

/** Gathers pieces of bytes into blocks of about a MiB and passes each on, waiting for the receiver. */
export class ByteBlocks {
  readonly #receive: (block: Buffer) => Promise<void>;
  #block = Buffer.allocUnsafe(blockBytes);
  #used = 0;

  constructor(receive: (block: Buffer) => Promise<void>) {
    this.#receive = receive;
  }

  /** Copies the piece; false when the block has no room for it, and `append` must be awaited instead. */
  tryAppend(piece: Uint8Array): boolean {
    if (this.#used + piece.length > this.#block.length) return false;
    this.#block.set(piece, this.#used);
    this.#used += piece.length;
    return true;
  }

  async append(piece: Uint8Array): Promise<void> {
    if (this.tryAppend(piece)) return;
    await this.flush();
    if (!this.tryAppend(piece)) await this.#receive(Buffer.from(piece));
  }

  /** Passes on what has been gathered. */
  async flush(): Promise<void> {
    if (this.#used === 0) return;
    const full = this.#block.subarray(0, this.#used);
    // The receiver keeps the block while it is compressed and written, so it is never filled again.
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#used = 0;
    await this.#receive(full);
  }
}
