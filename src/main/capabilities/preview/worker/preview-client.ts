import { Worker } from "node:worker_threads";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ReadPreview } from "../head-preview.ts";
import type { ReadableStore } from "../object-reader.ts";
import type { PreviewRequest } from "../read-preview.ts";
import type { FromWorker, StoreReply, ToWorker } from "./preview-protocol.ts";
import { StoreCalls } from "./store-calls.ts";
import { fromThreadError } from "./thread-errors.ts";

/** Memory of the worker's own objects; file bytes are outside of it and bounded by what previews read. */
const MEMORY_LIMIT_MB = 768;
/** The worker parses a few megabytes at most: longer silence means that it will not come back. */
const PATIENCE_MS = 20_000;

interface Running {
  calls: StoreCalls;
  /** Store calls that main has not answered yet: the worker waits for us, not we for it. */
  unanswered: number;
  resolve: (read: ReadPreview) => void;
  reject: (error: Error) => void;
}

/** Main's side of the worker that reads previews. It starts with the first preview, and again after it was lost. */
export class PreviewClient {
  readonly #entry: URL;
  readonly #patienceMs: number;
  readonly #memoryMb: number;
  readonly #running = new Map<number, Running>();
  #worker: Worker | null = null;
  #nextPreview = 1;
  /** When the worker was last heard of; null until its program has been loaded. */
  #heard: number | null = null;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(entry: URL, { patienceMs = PATIENCE_MS, memoryMb = MEMORY_LIMIT_MB } = {}) {
    this.#entry = entry;
    this.#patienceMs = patienceMs;
    this.#memoryMb = memoryMb;
  }

  /** Fails as the store and the content do; OUT_OF_MEMORY or TIMEOUT when the worker had to be ended. */
  async read(store: ReadableStore, request: PreviewRequest, signal: AbortSignal): Promise<ReadPreview> {
    if (signal.aborted) throw cancelled();
    const preview = this.#nextPreview;
    this.#nextPreview += 1;
    const { promise, resolve, reject } = Promise.withResolvers<ReadPreview>();
    const calls = new StoreCalls(store, signal, (call, reply) => this.#reply(preview, call, reply));
    const running: Running = { calls, unanswered: 0, resolve, reject };
    const onAbort = (): void => {
      this.#worker?.postMessage({ kind: "cancel", preview } satisfies ToWorker, []);
      reject(cancelled());
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#running.set(preview, running);
    try {
      const { remote } = store;
      const facts = remote ? { readUnit: remote.readUnit, seen: remote.seen(request.key) } : null;
      this.#post({ kind: "open", preview, request, remote: facts });
      this.#watchSilence();
      return await promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#running.delete(preview);
      void calls.leave();
    }
  }

  /** Ends the worker; previews that are under way fail as cancelled. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lose(worker, cancelled());
    await worker?.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, []);
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb } });
    worker.unref();
    worker.on("message", (message: FromWorker) => this.#receive(message));
    worker.on("error", (error) => this.#lose(worker, lossOf(error)));
    worker.on("exit", () => this.#lose(worker, lossOf(new Error("the preview worker has ended"))));
    return worker;
  }

  #receive(message: FromWorker): void {
    this.#heard = performance.now();
    if (message.kind === "ready") return;
    if (message.kind === "done") return this.#running.get(message.preview)?.resolve(message.read);
    if (message.kind === "failed") return this.#running.get(message.preview)?.reject(fromThreadError(message.error));
    if (message.kind === "call") {
      const running = this.#running.get(message.preview);
      if (running) running.unanswered += 1;
      return void running?.calls.start(message.call, message.request);
    }
    const running = [...this.#running.values()].find(({ calls }) => calls.has(message.call));
    if (!running) return;
    if (message.kind === "leave") return void running.calls.leave(message.call);
    running.unanswered += 1;
    void running.calls.next(message.call);
  }

  #reply(preview: number, call: number, reply: StoreReply): void {
    const running = this.#running.get(preview);
    if (!running) return;
    running.unanswered -= 1;
    this.#heard = performance.now();
    const given = "bytes" in reply ? [reply.bytes.buffer] : [];
    this.#worker?.postMessage({ kind: "reply", call, reply } satisfies ToWorker, given);
  }

  /** Ends a worker that has been silent for too long while nothing keeps it waiting. */
  #watchSilence(): void {
    if (this.#heard !== null) this.#heard = performance.now();
    this.#watch ??= setInterval(() => {
      const running = [...this.#running.values()];
      if (running.length === 0) return this.#stopWatching();
      if (running.some(({ unanswered }) => unanswered > 0)) return;
      if (this.#heard === null || performance.now() - this.#heard < this.#patienceMs) return;
      const worker = this.#worker;
      this.#lose(worker, tooSlow());
      void worker?.terminate();
    }, this.#patienceMs / 10).unref();
  }

  #stopWatching(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #lose(worker: Worker | null, reason: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#heard = null;
    this.#stopWatching();
    for (const { reject } of this.#running.values()) reject(reason);
  }
}

function cancelled(): AppError {
  return new AppError("CANCELLED", "The preview was given up.");
}

function tooSlow(): AppError {
  return new AppError("TIMEOUT", "Reading this preview took too long and was given up.", {
    hint: "The file may be damaged or built to be slow. Look at its bytes instead.",
  });
}

function lossOf(error: unknown): Error {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return new AppError("OUT_OF_MEMORY", "This preview needs more memory than previews may use.", {
      hint: "Query the file for the columns that matter, or look at its bytes.",
      cause: error,
    });
  }
  return new AppError("UNAVAILABLE", "The part of Lakeshore that reads previews has ended unexpectedly.", {
    hint: "Try again.",
    retryable: true,
    cause: error,
  });
}
