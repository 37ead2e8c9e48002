import { AppError } from "../../../shared/domain/app-error.ts";
import type { ForkedProcess } from "../../host-services.ts";
import { log } from "../../log.ts";
import { FromEngine, type CallProgress, type EngineCall, type ToEngine } from "../engine-protocol.ts";
import * as losses from "./engine-losses.ts";
import { residentBytes } from "./process-memory.ts";

export interface ProcessLimits {
  /** Resident memory in bytes; a process that takes more is killed. */
  memoryBytes: number;
  /** A process that is silent for longer is killed. */
  silenceMs: number;
  /** A process that is not ready by then is killed. */
  startMs: number;
  /** How long a cancelled call may go on before its caller is let go, and the process killed if nobody else uses it. */
  cancelMs: number;
}

interface RunningCall {
  isBegun: boolean;
  resolve: (answer: unknown) => void;
  reject: (error: AppError | NeverBegun) => void;
  onProgress: (progress: CallProgress) => void;
}

export interface CallOptions {
  signal: AbortSignal;
  onProgress: (progress: CallProgress) => void;
}

/** A call came to a process that was gone, or went before it took the call up: nothing of it was done. */
export class NeverBegun extends Error {
  readonly loss: AppError;

  constructor(loss: AppError) {
    super("The engine ended before it began with this.", { cause: loss });
    this.loss = loss;
  }
}

const watchEveryMs = 100;
/** Memory of an idle process is looked at this many times less often. */
const idleLooks = 10;
/** When main itself was held up for so long (a sleeping computer), the process is given its time again. */
const ownStallMs = 2_000;

/** One life of an engine's process: its calls, and the watch over its memory and silence. */
export class EngineProcess {
  readonly #child: ForkedProcess;
  readonly #limits: ProcessLimits;
  readonly #onChange: () => void;
  readonly #running = new Map<number, RunningCall>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<AppError>();
  readonly #watch: ReturnType<typeof setInterval>;
  #isReady = false;
  #nextId = 1;
  #loss: AppError | null = null;
  #heard = performance.now();
  #watched = performance.now();
  #looks = 0;
  memoryBytes: number | null = null;

  /** `onChange` is called when `isBusy`, `isSilent` or `memoryBytes` may have changed. */
  constructor(child: ForkedProcess, limits: ProcessLimits, onChange: () => void) {
    this.#child = child;
    this.#limits = limits;
    this.#onChange = onChange;
    this.#ready.promise.catch(() => {});
    child.onMessage((message) => this.#receive(message));
    child.onExit((exit) => this.#end(exit));
    this.#watch = setInterval(() => this.#look(), watchEveryMs);
    this.#watch.unref();
  }

  /** Resolves when calls can be made; ENGINE_LOST with the reason when that does not come. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Resolves with what the calls that ran failed with, once the process is gone. */
  get ended(): Promise<AppError> {
    return this.#ended.promise;
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Half of the time has passed after which the process is killed. */
  get isSilent(): boolean {
    return performance.now() - this.#heard > this.#limits.silenceMs / 2;
  }

  /**
   * Settles as the process answers; when it is lost, once it is gone, so that what it was writing can be removed
   * (`NeverBegun` when it did not take the call up). After an abort the process is given time to stop cleanly.
   */
  async call(call: EngineCall, { signal, onProgress }: CallOptions): Promise<unknown> {
    if (signal.aborted) throw losses.cancelled();
    if (this.#loss) throw new NeverBegun(this.#loss);
    const id = this.#nextId;
    this.#nextId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#running.set(id, { isBegun: false, resolve, reject, onProgress });
    let patience: ReturnType<typeof setTimeout> | undefined;
    const onAbort = () => {
      this.#send({ kind: "cancel", id });
      patience = setTimeout(() => this.#giveUp(id), this.#limits.cancelMs);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      this.#send({ kind: "call", id, call });
      this.#onChange();
      return await promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
      clearTimeout(patience);
      this.#running.delete(id);
      this.#onChange();
    }
  }

  /** Kills the process; what runs fails with `loss` when it is gone. */
  kill(loss: AppError): void {
    this.#loss ??= loss;
    this.#child.kill();
  }

  #send(message: ToEngine): void {
    this.#child.send(message);
  }

  #giveUp(id: number): void {
    const others = this.#running.size - 1;
    if (others === 0) return this.kill(losses.cancelled());
    log("warn", "a cancelled call does not stop", { others });
    this.#running.get(id)?.reject(losses.cancelled());
  }

  #receive(received: unknown): void {
    const message = FromEngine.safeParse(received);
    if (!message.success) return this.kill(losses.cannotStart("it speaks another language"));
    this.#heard = performance.now();
    const { data } = message;
    switch (data.kind) {
      case "ready":
        this.#isReady = true;
        this.#ready.resolve();
        break;
      case "alive":
        if (process.platform !== "linux") this.#measured(data.memoryBytes);
        break;
      case "begun":
        return this.#begin(data.id);
      case "progress":
        return this.#running.get(data.id)?.onProgress(data.progress);
      case "done":
        return this.#running.get(data.id)?.resolve(data.answer);
      case "failed":
        return this.#running.get(data.id)?.reject(AppError.fromData(data.error));
    }
  }

  #begin(id: number): void {
    const call = this.#running.get(id);
    if (call) call.isBegun = true;
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#watched > ownStallMs) this.#heard = now;
    this.#watched = now;
    const silence = now - this.#heard;
    if (!this.#isReady && silence > this.#limits.startMs) this.kill(losses.cannotStart("it takes too long"));
    else if (this.#isReady && silence > this.#limits.silenceMs) this.kill(losses.silent(silence));
    if (this.isSilent) this.#onChange();
    this.#looks += 1;
    const { pid } = this.#child;
    if (pid === undefined || (!this.isBusy && this.#looks % idleLooks !== 0)) return;
    residentBytes(pid)
      .then((bytes) => bytes !== null && this.#measured(bytes))
      .catch((error: unknown) => log("warn", "the memory of an engine is not known", { error }));
  }

  #measured(bytes: number): void {
    this.memoryBytes = bytes;
    if (bytes > this.#limits.memoryBytes) this.kill(losses.overMemory(this.#limits.memoryBytes));
    this.#onChange();
  }

  #end(exit: { code: number | null; signal: string | null }): void {
    clearInterval(this.#watch);
    this.memoryBytes = null;
    const how = exit.signal === null ? `it ended with exit code ${exit.code}` : `it was ended by ${exit.signal}`;
    const loss = this.#loss ?? (this.#isReady ? losses.exited(exit) : losses.cannotStart(how));
    this.#loss = loss;
    this.#ready.reject(loss);
    for (const { isBegun, reject } of this.#running.values()) reject(isBegun ? loss : new NeverBegun(loss));
    this.#ended.resolve(loss);
  }
}
