import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../shared/domain/app-error.ts";
import type { ObjectStore } from "./ports.ts";

/** How long a prefix that is not there, or a store that is away, is left alone. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Calls `onChange` once a prefix is followed, and after each change of it, until aborted. A prefix that is not there yet
 * and a store that is away for a while are waited for; `onChange` is called again then. Throws what `onChange` throws,
 * but for failures that may pass.
 */
export async function followPrefix(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      await followThere(store, prefix, signal, onChange);
      return;
    } catch (error) {
      if (!(error instanceof AppError && (error.retryable || error.code === "NOT_FOUND"))) throw error;
      await delay(LOOK_AGAIN_MS, undefined, { signal, ref: false });
    }
  }
}

async function followThere(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  const started = Promise.withResolvers<void>();
  const changes = store.watch(prefix, { signal, onMode: () => started.resolve() })[Symbol.asyncIterator]();
  try {
    const first = changes.next();
    // What was written before there was a watch is told by nobody.
    await Promise.race([started.promise, first]);
    await onChange();
    for (let change = await first; !change.done; change = await changes.next()) await onChange();
  } finally {
    // Not awaited: a watch that waits for changes ends only with the signal.
    void changes.return?.();
  }
}
