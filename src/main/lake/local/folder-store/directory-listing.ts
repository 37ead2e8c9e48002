import { Worker } from "node:worker_threads";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { OnUnreadable, StoreEntry } from "../../ports.ts";
import { fileError } from "../file-errors.ts";
import { type DirectoryPage, type DirectoryReply, type DirectoryRequest, FILE, FOLDER } from "./directory-protocol.ts";
import { etagOf } from "./etag.ts";

/** Pages asked for before the reader wants them: enough to keep the worker busy, few enough to stay small. */
const PAGES_AHEAD = 4;

type Receive = (reply: DirectoryReply) => void;

/** Lists folders of this machine through one worker thread, which starts with the first listing. */
export class DirectoryLister {
  readonly #entry: URL;
  readonly #receivers = new Map<number, Receive>();
  #worker: Worker | null = null;
  #nextReader = 1;

  constructor(entry: URL) {
    this.#entry = entry;
  }

  /** Starts the worker, so that the first listing need not wait for it. */
  warm(): void {
    this.#ensureWorker();
  }

  /** Entries of a folder (keys begin with `prefix`) in pages of at most 1,000, in the order of the disk. */
  async *list(
    path: string,
    options: { prefix: string; recursive: boolean; hidden: string; signal: AbortSignal; onUnreadable?: OnUnreadable },
  ): AsyncGenerator<readonly StoreEntry[]> {
    const { signal } = options;
    signal.throwIfAborted();
    const reader = this.#nextReader;
    this.#nextReader += 1;
    const queue = new ReplyQueue(signal);
    this.#receivers.set(reader, (reply) => queue.push(reply));
    try {
      this.#send({ kind: "open", reader, path, recursive: options.recursive, hidden: options.hidden });
      for (let ahead = 0; ahead < PAGES_AHEAD; ahead += 1) this.#send({ kind: "page", reader });
      for (;;) {
        const reply = await queue.next();
        if ("error" in reply)
          throw fileError(Object.assign(new Error(reply.error.message), reply.error), options.prefix);
        if (!reply.page) return;
        this.#send({ kind: "page", reader });
        for (const { path: below, code } of reply.page.unread) {
          options.onUnreadable?.(options.prefix + below, unreadable(options.prefix + below, code));
        }
        if (reply.page.names !== "") yield entriesOf(reply.page, options.prefix);
      }
    } finally {
      queue.close();
      this.#receivers.delete(reader);
      this.#worker?.postMessage({ kind: "close", reader } satisfies DirectoryRequest);
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #send(request: DirectoryRequest): void {
    this.#ensureWorker().postMessage(request);
  }

  #ensureWorker(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#entry);
    worker.unref();
    worker.on("message", (reply: DirectoryReply) => this.#receivers.get(reply.reader)?.(reply));
    const lost = (message: string) => {
      if (this.#worker === worker) this.#worker = null;
      for (const [reader, receive] of this.#receivers) receive({ reader, error: { code: "EIO", message, path: "" } });
    };
    worker.on("error", (error) => lost(error.message));
    worker.on("exit", () => lost("the directory worker has ended"));
    this.#worker = worker;
    return worker;
  }
}

/** Replies in order for one reader of them; ends with the signal. */
class ReplyQueue {
  readonly #replies: DirectoryReply[] = [];
  readonly #signal: AbortSignal;
  readonly #onAbort = () => this.#wake.resolve();
  #wake = Promise.withResolvers<void>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  push(reply: DirectoryReply): void {
    this.#replies.push(reply);
    this.#wake.resolve();
  }

  async next(): Promise<DirectoryReply> {
    for (;;) {
      if (this.#signal.aborted) throw new AppError("CANCELLED", "The listing was given up.");
      const reply = this.#replies.shift();
      if (reply) return reply;
      this.#wake = Promise.withResolvers<void>();
      await this.#wake.promise;
    }
  }

  close(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
  }
}

function unreadable(prefix: string, code: string): AppError {
  const error = fileError(Object.assign(new Error(code), { code }), prefix);
  return error instanceof AppError
    ? error
    : new AppError("INTERNAL", `“${prefix}” could not be read.`, { cause: error });
}

function entriesOf(page: DirectoryPage, prefix: string): StoreEntry[] {
  return page.names.split("\0").map((name, index): StoreEntry => {
    const kind = page.kinds[index];
    const modified = page.modified[index] ?? 0;
    if (kind === FOLDER) return { kind: "prefix", key: `${prefix}${name}/`, modified };
    if (kind !== FILE) return { kind: "link", key: prefix + name, target: null };
    const size = page.sizes[index] ?? 0;
    return {
      kind: "object",
      key: prefix + name,
      size,
      modified,
      etag: etagOf(size, modified, page.inodes[index] ?? 0),
    };
  });
}
