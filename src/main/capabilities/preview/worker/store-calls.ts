import type { StoreEntry } from "../../../lake/ports.ts";
import { collect, type ReadableStore } from "../object-reader.ts";
import type { StoreCall, StoreReply } from "./preview-protocol.ts";
import { toThreadError } from "./thread-errors.ts";

/** Answers what the worker asks of one preview's store, one page or chunk at a time. */
export class StoreCalls {
  readonly #store: ReadableStore;
  readonly #signal: AbortSignal;
  readonly #reply: (call: number, reply: StoreReply) => void;
  readonly #open = new Map<number, AsyncIterator<readonly StoreEntry[] | Uint8Array>>();

  constructor(store: ReadableStore, signal: AbortSignal, reply: (call: number, reply: StoreReply) => void) {
    this.#store = store;
    this.#signal = signal;
    this.#reply = reply;
  }

  has(call: number): boolean {
    return this.#open.has(call);
  }

  start(call: number, request: StoreCall): Promise<void> {
    return this.#answer(call, async () => {
      if (request.method === "stat") return { entry: await this.#store.stat(request.key, { signal: this.#signal }) };
      if (request.method === "range") {
        const { range } = request;
        return { bytes: await collect(this.#chunks(request), range.end - range.start) };
      }
      this.#open.set(call, this.#items(request)[Symbol.asyncIterator]());
      return this.#nextOf(call);
    });
  }

  next(call: number): Promise<void> {
    return this.#answer(call, () => this.#nextOf(call));
  }

  /** Closes one listing or read, or all of them. */
  async leave(call?: number): Promise<void> {
    const left = call === undefined ? [...this.#open.keys()] : [call];
    for (const id of left) {
      const iterator = this.#open.get(id);
      this.#open.delete(id);
      // Nobody waits for a source that was left, so what its closing has to say is of no use.
      await iterator?.return?.().catch(() => undefined);
    }
  }

  #items(request: Extract<StoreCall, { method: "list" | "read" }>): AsyncIterable<readonly StoreEntry[] | Uint8Array> {
    if (request.method === "read") return this.#chunks(request);
    return this.#store.list(request.prefix, { recursive: request.recursive, signal: this.#signal });
  }

  #chunks({ key, range, ifMatch }: Extract<StoreCall, { method: "read" | "range" }>): AsyncIterable<Uint8Array> {
    return this.#store.read(key, {
      signal: this.#signal,
      ...(range === undefined ? {} : { range }),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
  }

  async #nextOf(call: number): Promise<StoreReply> {
    const item = await this.#open.get(call)?.next();
    if (!item || item.done === true) return { end: true };
    return item.value instanceof Uint8Array ? { chunk: item.value } : { page: item.value };
  }

  async #answer(call: number, answer: () => Promise<StoreReply>): Promise<void> {
    this.#reply(call, await answer().catch((error: unknown) => ({ error: toThreadError(error) })));
  }
}
