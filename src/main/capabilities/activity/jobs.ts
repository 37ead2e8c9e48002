import { randomUUID } from "node:crypto";
import type { Job } from "../../../shared/contract/activity.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { Pace } from "../../streams/pace.ts";

export interface JobRequest {
  kind: Job["kind"];
  title: string;
  lakeId: string | null;
  unit: Job["progress"]["unit"];
  /** Null while not known. */
  total: number | null;
}

export interface JobContext {
  readonly signal: AbortSignal;
  readonly progress: (change: Partial<Pick<Job["progress"], "done" | "total" | "detail">>) => void;
  readonly warn: (text: string) => void;
}

type Outcome = NonNullable<Job["outcome"]>;

const KEPT_JOBS = 200;
const KEPT_WARNINGS = 100;
/** Milliseconds between two moves that are shown: a job may move a million times. */
const PACE = 100;

/** Long work of this run of the app. It goes on when the window closes or reloads, and is cancelled from anywhere. */
export class Jobs {
  readonly #jobs = new Map<string, { job: Job; controller: AbortController; ended: Promise<void> }>();
  readonly #list = new LatestValue<Job[]>([]);
  readonly #pace = new Pace(PACE, () => this.#publish());

  /** Starts the work and returns at once. What it throws becomes the job's error. */
  start(request: JobRequest, run: (context: JobContext) => Promise<Outcome>): string {
    const job: Job = {
      id: randomUUID(),
      kind: request.kind,
      title: request.title,
      lakeId: request.lakeId,
      state: "running",
      progress: { done: 0, total: request.total, unit: request.unit, detail: null },
      startedAt: new Date().toISOString(),
      finishedAt: null,
      error: null,
      warnings: [],
      outcome: null,
    };
    const controller = new AbortController();
    const context: JobContext = {
      signal: controller.signal,
      progress: (change) => this.#change(job.id, (now) => ({ progress: { ...now.progress, ...change } })),
      warn: (text) => this.#change(job.id, (now) => ({ warnings: [...now.warnings, text].slice(0, KEPT_WARNINGS) })),
    };
    const entry = { job, controller, ended: Promise.resolve() };
    this.#jobs.set(job.id, entry);
    this.#pace.now();
    entry.ended = run(context).then(
      (outcome) => this.#end(job.id, { state: "done", outcome }),
      (error: unknown) => this.#fail(job.id, error, controller.signal),
    );
    return job.id;
  }

  /** NOT_FOUND for an unknown job; a finished one stays as it is. */
  cancel(jobId: string): void {
    const entry = this.#jobs.get(jobId);
    if (!entry) throw new AppError("NOT_FOUND", "That job is not known any more.");
    entry.controller.abort();
  }

  clearFinished(): void {
    for (const [id, { job }] of this.#jobs) if (job.state !== "running") this.#jobs.delete(id);
    this.#pace.now();
  }

  follow(signal?: AbortSignal): AsyncGenerator<Job[], void, undefined> {
    return this.#list.follow(signal);
  }

  /** Cancels everything and waits until it has ended. */
  async close(): Promise<void> {
    for (const { controller } of this.#jobs.values()) controller.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
    this.#pace.stop();
    this.#list.close();
  }

  #fail(id: string, error: unknown, signal: AbortSignal): void {
    // However the work came to an end, a person who cancelled it sees just that.
    if (signal.aborted || isCancellation(error)) return this.#end(id, { state: "cancelled" });
    const known =
      error instanceof AppError
        ? error
        : new AppError("INTERNAL", "Something in Lakeshore went wrong.", { cause: error });
    if (known.code === "INTERNAL") log("error", "job failed", { id, error });
    this.#end(id, { state: "failed", error: known.toData() });
  }

  #end(id: string, change: Partial<Job>): void {
    this.#change(id, () => ({ ...change, finishedAt: new Date().toISOString() }));
    this.#pace.now();
  }

  #change(id: string, change: (job: Job) => Partial<Job>): void {
    const entry = this.#jobs.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, ...change(entry.job) };
    this.#pace.soon();
  }

  /** Forgets the oldest that have ended; one that runs is always shown, so that it can be cancelled. */
  #publish(): void {
    const newestFirst = Array.from(this.#jobs.values(), ({ job }) => job).toReversed();
    let room = KEPT_JOBS - newestFirst.filter(({ state }) => state === "running").length;
    const kept = newestFirst.filter(({ state }) => state === "running" || room-- > 0);
    const shown = new Set(kept);
    for (const job of newestFirst) if (!shown.has(job)) this.#jobs.delete(job.id);
    this.#list.set(kept);
  }
}
