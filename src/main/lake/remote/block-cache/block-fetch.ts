import { AppError } from "../../../../shared/domain/app-error.ts";
import { BLOCK, type BlockRun, bytesOf } from "./block-layout.ts";
import type { FetchRange } from "./cached-object.ts";

interface BlockFetchParts {
  segment: number;
  blocks: BlockRun;
  /** Bytes of the whole object. */
  size: number;
  fetch: FetchRange;
  keep: (index: number, block: Buffer) => Promise<void>;
  /** Called once, when no more readers can join. */
  onEnd: () => void;
}

/**
 * One request for neighbouring blocks, shared by everyone who waits for one of them. It goes on as long as there is a
 * reader, whoever started it, and ends when the last one leaves.
 */
export class BlockFetch {
  readonly #parts: BlockFetchParts;
  readonly #first: number;
  readonly #blocks: PromiseWithResolvers<Buffer>[];
  readonly #controller = new AbortController();
  #readers = 0;
  #isStarted = false;
  #isOpen = true;
  #isReceived = false;

  constructor(parts: BlockFetchParts) {
    this.#parts = parts;
    this.#first = parts.blocks.first;
    this.#blocks = Array.from({ length: parts.blocks.last - parts.blocks.first + 1 }, () =>
      Promise.withResolvers<Buffer>(),
    );
    // A block that fails after its readers have left is nobody's error.
    for (const { promise } of this.#blocks) promise.catch(() => undefined);
  }

  /** Starts the request when the first reader joins; each leaves exactly once. */
  join(): () => void {
    if (!this.#isStarted) void this.#run();
    this.#readers += 1;
    let isHere = true;
    return () => {
      if (!isHere) return;
      isHere = false;
      this.#readers -= 1;
      // What has come is kept first, so that nobody asks for it again.
      if (this.#readers > 0 || !this.#isOpen || this.#isReceived) return;
      this.#close();
      this.#controller.abort();
    };
  }

  block(index: number): Promise<Buffer> {
    const block = this.#blocks[index - this.#first];
    if (!block) throw new RangeError(`block ${index} is not of this request`);
    return block.promise;
  }

  /** Never rejects: what goes wrong is told to who waits for a block. */
  async #run(): Promise<void> {
    this.#isStarted = true;
    try {
      await this.#fetchAll();
    } catch (error) {
      for (const { reject } of this.#blocks) reject(error);
    } finally {
      this.#close();
    }
  }

  async #fetchAll(): Promise<void> {
    const { segment, blocks, size, fetch, keep } = this.#parts;
    const range = bytesOf(segment, blocks, size);
    const wanted = range.end - range.start;
    let received = 0;
    let block = Buffer.allocUnsafe(Math.min(BLOCK, wanted));
    let filled = 0;
    for await (const chunk of fetch(range, this.#controller.signal)) {
      for (let at = 0; at < chunk.byteLength && received < wanted;) {
        const part = chunk.subarray(at, at + block.byteLength - filled);
        block.set(part, filled);
        at += part.byteLength;
        filled += part.byteLength;
        received += part.byteLength;
        if (filled < block.byteLength) continue;
        this.#isReceived = received === wanted;
        const place = Math.ceil(received / BLOCK) - 1;
        await keep(this.#first + place, block);
        this.#blocks[place]?.resolve(block);
        block = Buffer.allocUnsafe(Math.min(BLOCK, wanted - received));
        filled = 0;
      }
    }
    if (received < wanted) throw endedEarly(received, wanted);
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#parts.onEnd();
  }
}

function endedEarly(received: number, wanted: number): AppError {
  return new AppError("UNAVAILABLE", `The store sent ${received} bytes of ${wanted} and then nothing more.`, {
    hint: "Try again. If it happens again, look at the connection to the store.",
    retryable: true,
  });
}
