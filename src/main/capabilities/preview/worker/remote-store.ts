import type { StoreEntry } from "../../../lake/ports.ts";
import type { ReadableStore } from "../object-reader.ts";
import type { FromWorker, RemoteFacts, StoreCall, StoreReply } from "./preview-protocol.ts";
import { fromThreadError } from "./thread-errors.ts";

/** The worker's end of the store that lives on the main thread. */
export class RemoteStore {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, (reply: StoreReply) => void>();
  #nextCall = 1;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  settle(call: number, reply: StoreReply): void {
    const settle = this.#waiting.get(call);
    this.#waiting.delete(call);
    settle?.(reply);
  }

  /** The store as one preview sees it; every wait ends with that preview's signal. */
  forPreview(preview: number, remote: RemoteFacts | null): ReadableStore {
    const seen = (key: string) => (remote?.seen?.key === key ? remote.seen : null);
    return {
      ...(remote && { remote: { readUnit: remote.readUnit, seen } }),
      stat: async (key, { signal }) => {
        const reply = await this.#ask(preview, this.#call(), { method: "stat", key }, signal);
        if ("entry" in reply) return reply.entry;
        throw unexpected();
      },
      readRange: async (key, { range, ifMatch, signal }) => {
        const reply = await this.#ask(preview, this.#call(), { method: "range", key, range, ifMatch }, signal);
        if ("bytes" in reply) return reply.bytes;
        throw unexpected();
      },
      list: (prefix, { recursive, signal }) =>
        this.#pull(preview, { method: "list", prefix, recursive }, signal, (reply): readonly StoreEntry[] => {
          if ("page" in reply) return reply.page;
          throw unexpected();
        }),
      read: (key, { range, ifMatch, signal }) =>
        this.#pull(preview, { method: "read", key, range, ifMatch }, signal, (reply): Uint8Array => {
          if ("chunk" in reply) return reply.chunk;
          throw unexpected();
        }),
    };
  }

  async *#pull<T>(preview: number, request: StoreCall, signal: AbortSignal, item: (reply: StoreReply) => T) {
    const call = this.#call();
    try {
      let reply = await this.#ask(preview, call, request, signal);
      while (!("end" in reply)) {
        yield item(reply);
        reply = await this.#answer(call, signal, () => this.#send({ kind: "next", call }));
      }
    } finally {
      this.#send({ kind: "leave", call });
    }
  }

  #ask(preview: number, call: number, request: StoreCall, signal: AbortSignal): Promise<StoreReply> {
    return this.#answer(call, signal, () => this.#send({ kind: "call", preview, call, request }));
  }

  async #answer(call: number, signal: AbortSignal, ask: () => void): Promise<StoreReply> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<StoreReply>();
    const onAbort = (): void => reject(new DOMException("The preview was given up.", "AbortError"));
    signal.addEventListener("abort", onAbort, { once: true });
    this.#waiting.set(call, resolve);
    ask();
    try {
      const reply = await promise;
      if ("error" in reply) throw fromThreadError(reply.error);
      return reply;
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#waiting.delete(call);
    }
  }

  #call(): number {
    this.#nextCall += 1;
    return this.#nextCall;
  }
}

function unexpected(): Error {
  return new Error("the main thread answered something else than what was asked");
}
