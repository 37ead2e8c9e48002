import { setTimeout as delay } from "node:timers/promises";
import type { EngineStatus } from "../../../shared/contract/host.ts";
import type { AppError } from "../../../shared/domain/app-error.ts";
import type { ForkedProcess } from "../../host-services.ts";
import { log } from "../../log.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import * as losses from "./engine-losses.ts";
import { EngineProcess, type ProcessLimits } from "./engine-process.ts";

/** A process that lives for less than this was no success. */
const healthyMs = 30_000;
const firstBackoffMs = 250;
const maxBackoffMs = 30_000;
/** After so many short lives the next call is waited for. */
const eagerRestarts = 4;

/** Keeps one engine process running: starts it when it is first needed, and again after it was lost. */
export class EngineSupervisor {
  readonly #fork: () => ForkedProcess;
  readonly #limits: ProcessLimits;
  readonly #status: LatestValue<EngineStatus>;
  #current: EngineProcess | null = null;
  #starting: Promise<EngineProcess> | null = null;
  #shortLives = 0;
  #isClosed = false;

  constructor(role: EngineStatus["role"], fork: () => ForkedProcess, limits: ProcessLimits) {
    this.#fork = fork;
    this.#limits = limits;
    this.#status = new LatestValue<EngineStatus>({
      role,
      state: "stopped",
      restarts: 0,
      memoryBytes: null,
      memoryLimitBytes: limits.memoryBytes,
      lastFailure: null,
    });
  }

  status(signal?: AbortSignal): AsyncIterable<EngineStatus> {
    return this.#status.follow(signal);
  }

  get memoryBytes(): number | null {
    return this.#current?.memoryBytes ?? null;
  }

  /** The process that takes calls; ENGINE_LOST with the reason when it cannot be started. */
  async live(signal: AbortSignal): Promise<EngineProcess> {
    if (this.#isClosed) throw losses.stopped();
    if (this.#current) return this.#current;
    this.#starting ??= this.#start();
    return abortable(this.#starting, signal);
  }

  /** Kills the process; the next call starts another. */
  async stop(): Promise<void> {
    const process = await (this.#starting?.catch(() => null) ?? this.#current);
    if (!process) return;
    process.kill(losses.stopped());
    await process.ended;
  }

  /** Stops for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
    this.#status.close();
  }

  #start(): Promise<EngineProcess> {
    const starting = this.#launch();
    const settled = () => {
      if (this.#starting === starting) this.#starting = null;
    };
    starting.then(settled, settled);
    return starting;
  }

  async #launch(): Promise<EngineProcess> {
    const isFirst = this.#status.value.state === "stopped" && this.#shortLives === 0;
    this.#set({ state: isFirst ? "starting" : "restarting" });
    if (this.#shortLives > 0) {
      await delay(Math.min(maxBackoffMs, firstBackoffMs * 2 ** (this.#shortLives - 1)), undefined, { ref: false });
    }
    if (this.#isClosed) throw losses.stopped();
    const process = new EngineProcess(this.#fork(), this.#limits, () => this.#tell(process));
    const startedAt = performance.now();
    process.ended.then((loss) => this.#onEnd(process, loss, performance.now() - startedAt)).catch(unexpected);
    await process.ready;
    this.#current = process;
    this.#tell(process);
    return process;
  }

  #tell(process: EngineProcess): void {
    if (this.#current !== process) return;
    const state = process.isSilent ? "unresponsive" : process.isBusy ? "busy" : "ready";
    const { memoryBytes } = process;
    const known = this.#status.value;
    if (known.state !== state || known.memoryBytes !== memoryBytes) this.#set({ state, memoryBytes });
  }

  #onEnd(process: EngineProcess, loss: AppError, livedMs: number): void {
    const wasReady = this.#current === process;
    this.#current = null;
    if (this.#isClosed || loss.message === losses.stopped().message) {
      this.#set({ state: "stopped", memoryBytes: null });
      return;
    }
    this.#shortLives = wasReady && livedMs > healthyMs ? 0 : this.#shortLives + 1;
    log("warn", "an engine was lost", { role: this.#status.value.role, error: loss, livedMs: Math.round(livedMs) });
    const restarts = this.#status.value.restarts + 1;
    this.#set({ state: "restarting", memoryBytes: null, restarts, lastFailure: loss.message });
    if (!wasReady || this.#shortLives > eagerRestarts) this.#set({ state: "stopped" });
    else (this.#starting ??= this.#start()).catch(() => {});
  }

  #set(change: Partial<EngineStatus>): void {
    this.#status.set({ ...this.#status.value, ...change });
  }
}

function unexpected(error: unknown): void {
  log("error", "the end of an engine could not be handled", { error });
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(losses.cancelled());
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
