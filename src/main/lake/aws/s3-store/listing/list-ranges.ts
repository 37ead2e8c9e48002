import type { S3Place } from "../key-space.ts";
import type { S3Context } from "../s3-context.ts";
import { KeyRange } from "./key-range.ts";
import { KeyScale } from "./key-scale.ts";
import { type ListedPage, byBytes, listPage } from "./list-page.ts";
import { listSequence } from "./list-sequence.ts";

export interface RangesRequest {
  place: S3Place;
  first: ListedPage;
  signal: AbortSignal;
}

/** Pages that wait for the reader before listing pauses. */
const MOST_WAITING = 16;

/**
 * All keys of a prefix, listed in several ranges at a time. Nobody knows where the keys are, so ranges are cut at guesses:
 * a wrong guess costs one request, and the rest of the keys is where the others look. Pages come in any order. A server
 * that lists in another order than that of bytes, or always from the start, is listed one page after the other.
 */
export async function* listRanges(context: S3Context, request: RangesRequest): AsyncGenerator<ListedPage> {
  const { place, first, signal } = request;
  const isPlain = first.next === null || context.limits.parallelLists < 2 || !isSorted(first);
  if (isPlain) return yield* listSequence(context, { place, delimiter: null, first, signal });
  const leaving = new AbortController();
  const listing = new RangedListing(context, place, AbortSignal.any([signal, leaving.signal]));
  try {
    yield first;
    listing.start(first);
    for (;;) {
      const page = await listing.next();
      if (page === null) break;
      yield page;
    }
    if (!listing.ignoresStart) return;
  } finally {
    leaving.abort();
    await listing.ended();
  }
  let isFirst = true;
  for await (const page of listSequence(context, { place, delimiter: null, first, signal })) {
    if (!isFirst) yield page;
    isFirst = false;
  }
}

class RangedListing {
  readonly #context: S3Context;
  readonly #place: S3Place;
  readonly #signal: AbortSignal;
  readonly #scale: KeyScale;
  readonly #waitingRanges: KeyRange[] = [];
  readonly #active = new Map<KeyRange, Promise<void>>();
  readonly #pages: ListedPage[] = [];
  #failure: { error: unknown } | null = null;
  /** The server gives keys from the start whatever it is asked for, so that nothing can be listed in ranges. */
  ignoresStart = false;
  #changed = Promise.withResolvers<void>();

  constructor(context: S3Context, place: S3Place, signal: AbortSignal) {
    this.#context = context;
    this.#place = place;
    this.#signal = signal;
    this.#scale = new KeyScale(place.key);
  }

  start(first: ListedPage): void {
    this.#learn(first);
    const [from, to] = [first.objects[0]?.key ?? "", first.objects.at(-1)?.key ?? this.#place.key];
    this.#waitingRanges.push(KeyRange.behind(this.#scale, from, to));
    this.#launch();
  }

  /** The next page; null at the end. Throws what broke a range off, once. */
  async next(): Promise<ListedPage | null> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      if (this.ignoresStart) return null;
      const page = this.#pages.shift();
      if (page) {
        this.#tell();
        return page;
      }
      if (this.#active.size === 0 && this.#waitingRanges.length === 0) return null;
      await this.#changed.promise;
    }
  }

  async ended(): Promise<void> {
    this.#waitingRanges.length = 0;
    this.#tell();
    await Promise.all(this.#active.values());
  }

  get #goesOn(): boolean {
    return !this.#signal.aborted && !this.#failure && !this.ignoresStart;
  }

  #launch(): void {
    while (this.#active.size < this.#context.limits.parallelLists && this.#goesOn) {
      const range = this.#waitingRanges.shift() ?? this.#cut();
      if (!range) return;
      const listing = this.#list(range)
        .catch((error: unknown) => {
          this.#failure ??= { error };
        })
        .finally(() => {
          this.#active.delete(range);
          this.#launch();
          this.#tell();
        });
      this.#active.set(range, listing);
    }
  }

  /** The far part of the range that has most left. */
  #cut(): KeyRange | null {
    const ranges = [...this.#active.keys()].map((range) => ({ range, left: range.left }));
    for (const { range } of ranges.toSorted((a, b) => b.left - a.left)) {
      const far = range.cut();
      if (far) return far;
    }
    return null;
  }

  async #list(range: KeyRange): Promise<void> {
    while (this.#goesOn) {
      const from = { after: range.after };
      const page = await listPage(this.#context, { place: this.#place, delimiter: null, from, signal: this.#signal });
      const start = page.objects[0]?.key ?? null;
      if (start !== null && byBytes(start, from.after) <= 0) this.ignoresStart = true;
      if (this.ignoresStart) return;
      const inside = page.objects.filter(({ key }) => range.includes(key));
      this.#learn(page);
      const last = inside.at(-1)?.key ?? null;
      const isWhole = page.next !== null && last !== null && inside.length === page.objects.length;
      // Before anything waits: what is cut meanwhile is cut off what is not listed yet.
      const goesOn = isWhole && range.advance(last);
      if (!goesOn) range.end();
      if (inside.length > 0) await this.#show({ objects: inside, prefixes: [], next: null });
      if (!goesOn) return;
      this.#launch();
    }
  }

  async #show(page: ListedPage): Promise<void> {
    this.#pages.push(page);
    this.#tell();
    while (this.#pages.length > MOST_WAITING && this.#goesOn) await this.#changed.promise;
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** A few keys tell which characters are in use. */
  #learn({ objects }: ListedPage): void {
    const step = Math.max(1, Math.floor(objects.length / 32));
    for (let index = 0; index < objects.length; index += step) this.#scale.learn(objects[index]?.key ?? "");
  }
}

function isSorted({ objects }: ListedPage): boolean {
  return objects.every(({ key }, index) => index === 0 || byBytes(objects[index - 1]?.key ?? "", key) < 0);
}
