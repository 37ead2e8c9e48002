import { type ResourceLimits, Worker } from "node:worker_threads";
import { AppError } from "../../shared/domain/app-error.ts";

interface Pending<Reply> {
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
}

export type WorkerMessage<Request> = { id: number; request: Request };
export type WorkerAnswer<Reply> = { id: number; reply: Reply } | { id: number; error: string };

/** Main's side of a worker that answers requests one after another. */
export class WorkerClient<Request, Reply> {
  readonly #worker: Worker;
  readonly #unavailable: (cause: Error) => AppError;
  readonly #pending = new Map<number, Pending<Reply>>();
  #next = 1;
  #failure: Error | null = null;

  /** `unavailable` tells a person that the worker has failed. */
  constructor(
    entry: URL,
    workerData: unknown,
    unavailable: (cause: Error) => AppError,
    resourceLimits: ResourceLimits = {},
  ) {
    this.#unavailable = unavailable;
    this.#worker = new Worker(entry, { workerData, resourceLimits });
    this.#worker.on("message", (answer: WorkerAnswer<Reply>) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("the worker has ended")));
    this.#worker.unref();
  }

  /** The worker has ended: it answers nothing any more. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Requests are answered in order; one that is aborted before its turn is not waited for. UNAVAILABLE when the worker has failed. */
  request(request: Request, { signal }: { signal: AbortSignal }): Promise<Reply> {
    if (this.#failure) return Promise.reject(this.#unavailable(this.#failure));
    signal.throwIfAborted();
    const id = this.#next;
    this.#next += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const onAbort = () => {
      this.#pending.delete(id);
      reject(signal.reason instanceof Error ? signal.reason : new AppError("CANCELLED", "The request was given up."));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const settled = () => signal.removeEventListener("abort", onAbort);
    this.#pending.set(id, {
      resolve: (reply) => (settled(), resolve(reply)),
      reject: (error) => (settled(), reject(error)),
    });
    const message: WorkerMessage<Request> = { id, request };
    this.#worker.postMessage(message);
    return promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: WorkerAnswer<Reply>): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ("reply" in answer) pending?.resolve(answer.reply);
    else pending?.reject(this.#unavailable(new Error(answer.error)));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#unavailable(error));
    this.#pending.clear();
  }
}
