import { AppError } from "../../../../../shared/domain/app-error.ts";

/** Cuts a stream into blocks of wanted sizes, without copying twice. */
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
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (size < bytes) {
      const chunk = await this.#next();
      if (chunk === null) break;
      const room = bytes - size;
      const piece = chunk.subarray(0, room);
      if (chunk.byteLength > room) this.#rest = chunk.subarray(room);
      pieces.push(piece);
      size += piece.byteLength;
    }
    this.taken += size;
    return Buffer.concat(pieces, size);
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
