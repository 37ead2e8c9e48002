/** Results in the order of `items`, while those of the next `ahead` items are being made. */
export async function* readAhead<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  signal: AbortSignal,
  read: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const running: Promise<Result>[] = [];
  const start = (item: Item) => {
    const result = read(item, either);
    // Told by the await below, in its turn.
    result.catch(() => undefined);
    running.push(result);
  };
  try {
    for (const item of items) {
      start(item);
      const first = running.length > ahead ? running.shift() : undefined;
      if (first) yield await first;
    }
    for (let first = running.shift(); first; first = running.shift()) yield await first;
  } finally {
    stopping.abort();
    await Promise.allSettled(running);
  }
}
