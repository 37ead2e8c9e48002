import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { JobContext } from "../activity/index.ts";

/** What went wrong in a job that goes on: each failure is a warning. */
export class Failures {
  readonly #context: JobContext;
  #first: { error: unknown } | null = null;

  constructor(context: JobContext) {
    this.#context = context;
  }

  /** Runs a step; what it throws is kept, unless it stops everything: a cancellation or a full disk. */
  async keep(key: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (isCancellation(error) || (error instanceof AppError && error.code === "OUT_OF_SPACE")) throw error;
      this.add(key, error);
    }
  }

  add(key: string, error: unknown): void {
    this.#first ??= { error };
    this.#context.warn(`${key}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** Throws the first failure, if there was one. */
  throwFirst(): void {
    if (this.#first) throw this.#first.error;
  }
}
