import { Worker } from "node:worker_threads";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { IndexAnswer, IndexMessage, IndexReply, IndexRequest } from "./index-protocol.ts";

interface Pending {
  resolve: (reply: IndexReply) => void;
  reject: (error: Error) => void;
}

/** Main's side of one lake's index: node:sqlite is synchronous, so the database is open in a worker only. */
export class IndexClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #failure: Error | null = null;

  constructor(entry: URL, databasePath: string) {
    this.#worker = new Worker(entry, { workerData: { databasePath } });
    this.#worker.on("message", (answer: IndexAnswer) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("the index worker has ended")));
    this.#worker.unref();
  }

  /** The worker has ended: it answers nothing any more. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Requests are answered in order; one that is aborted before its turn is not waited for. UNAVAILABLE when the worker has failed. */
  request(request: IndexRequest, { signal }: { signal: AbortSignal }): Promise<IndexReply> {
    if (this.#failure) return Promise.reject(unavailable(this.#failure));
    signal.throwIfAborted();
    const id = this.#next;
    this.#next += 1;
    const { promise, resolve, reject } = Promise.withResolvers<IndexReply>();
    const onAbort = () => {
      this.#pending.delete(id);
      reject(signal.reason instanceof Error ? signal.reason : new AppError("CANCELLED", "The search was given up."));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const settled = () => signal.removeEventListener("abort", onAbort);
    this.#pending.set(id, {
      resolve: (reply) => (settled(), resolve(reply)),
      reject: (error) => (settled(), reject(error)),
    });
    const message: IndexMessage = { id, request };
    this.#worker.postMessage(message);
    return promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: IndexAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ("reply" in answer) pending?.resolve(answer.reply);
    else pending?.reject(unavailable(new Error(answer.error)));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(unavailable(error));
    this.#pending.clear();
  }
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "The search index does not answer.", {
    hint: "Browsing and queries go on. Search again in a moment: the index is being rebuilt.",
    retryable: true,
    cause,
  });
}
