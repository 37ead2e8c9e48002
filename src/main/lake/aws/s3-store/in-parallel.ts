/**
 * Runs pieces of work, so many at a time, in the order in which `next` gives them (null ends it). The first failure stops
 * the others through the signal that they get, and is thrown once all have ended.
 */
export async function inParallel<T>(
  atOnce: number,
  signal: AbortSignal,
  next: (signal: AbortSignal) => Promise<T | null>,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;
  const fail = (error: unknown) => {
    failure ??= { error };
    stopping.abort();
  };
  const isFailed = () => failure !== null;
  try {
    while (!isFailed()) {
      const item = await next(either);
      if (item === null) break;
      const job = work(item, either)
        .catch(fail)
        .finally(() => running.delete(job));
      running.add(job);
      if (running.size >= atOnce) await Promise.race(running);
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(running);
  throwFailure(failure);
}

function throwFailure(failure: { error: unknown } | null): void {
  if (failure) throw failure.error;
}
