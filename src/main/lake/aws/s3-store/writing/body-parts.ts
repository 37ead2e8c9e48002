import { AppError } from "../../../../../shared/domain/app-error.ts";

/** Cuts a stream into blocks of wanted sizes, in memory of little more than such a block. */
export class BodyParts {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  #rest: Uint8Array | null = null;
  #ended = false;
  /** Bytes that came out so far. */
  taken = 0;

  constructor(body: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.#chunks = body[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  /** The next `bytes`, or fewer at the end; empty after it. */
  async take(bytes: number): Promise<Buffer<ArrayBuffer>> {
    const first = await this.#piece(bytes);
    if (first.byteLength === bytes || (await this.isAtEnd())) return Buffer.from(first);
    const whole = Buffer.allocUnsafeSlow(bytes);
    whole.set(first);
    return this.fill(whole, first.byteLength);
  }

  /** Puts what comes next into `room` from a place on, and gives what of it is full: all, or less at the end. */
  async fill(room: Buffer<ArrayBuffer>, from = 0): Promise<Buffer<ArrayBuffer>> {
    for (let size = from; ;) {
      const piece = await this.#piece(room.byteLength - size);
      if (piece.byteLength === 0) return room.subarray(0, size);
      room.set(piece, size);
      size += piece.byteLength;
    }
  }

  /** True when nothing follows; reads on to find out. */
  async isAtEnd(): Promise<boolean> {
    while (this.#rest === null || this.#rest.byteLength === 0) {
      const chunk = await this.#next();
      if (chunk === null) return true;
      this.#rest = chunk;
    }
    return false;
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#chunks.return?.();
    this.#ended = true;
  }

  /** What comes next, so many bytes at most; empty at the end. */
  async #piece(most: number): Promise<Uint8Array> {
    let chunk: Uint8Array | null = null;
    while (most > 0 && (chunk === null || chunk.byteLength === 0)) {
      chunk = await this.#next();
      if (chunk === null) break;
    }
    if (chunk === null) return new Uint8Array();
    if (chunk.byteLength > most) this.#rest = chunk.subarray(most);
    const piece = chunk.subarray(0, most);
    this.taken += piece.byteLength;
    return piece;
  }

  async #next(): Promise<Uint8Array | null> {
    if (this.#signal.aborted) throw new AppError("CANCELLED", "Writing was cancelled.");
    const rest = this.#rest;
    this.#rest = null;
    if (rest) return rest;
    if (this.#ended) return null;
    const next = await this.#chunks.next();
    if (this.#signal.aborted) throw new AppError("CANCELLED", "Writing was cancelled.");
    if (next.done === true) this.#ended = true;
    return next.done === true ? null : next.value;
  }
}

export function changedWhileReading(key: string, expected: number, got: number): AppError {
  return new AppError("CHANGED_WHILE_READING", `What was to become “${key}” changed while it was read.`, {
    hint: "Wait until the program that writes it has finished, then retry.",
    retryable: true,
    details: { expectedBytes: expected, receivedBytes: got },
  });
}
