import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { StoreChange } from "../../ports.ts";
import { type ListedPage, listPage } from "./listing/list-page.ts";
import type { S3Place } from "./key-space.ts";
import type { S3Context } from "./s3-context.ts";

export interface WatchRequest {
  place: S3Place;
  signal: AbortSignal;
  onMode: (mode: "polling") => void;
}

/** Pages of a large prefix that are looked at in turn, one each time: what lies behind them is seen when it is listed. */
const MOST_PAGES = 100;
const SLOWER = 1.5;

/**
 * Follows the children of a prefix by listing one page of them now and then, less and less often while nothing changes.
 * A prefix of more than a page is looked at page by page. A store that is away for a while is asked again.
 */
export async function* watchPrefix(context: S3Context, request: WatchRequest): AsyncGenerator<StoreChange> {
  const { signal, onMode } = request;
  const { poll } = context.limits;
  const pages = new WatchedPages(context, request);
  await pages.look();
  onMode("polling");
  let pause = poll.first;
  while (!signal.aborted) {
    await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    const change = await pages.look().catch((error: unknown) => {
      if (signal.aborted || (error instanceof AppError && error.retryable)) return null;
      throw error;
    });
    pause = change ? poll.first : Math.min(poll.most, pause * SLOWER);
    if (change && !signal.aborted) yield change;
  }
}

/** What one page showed: marks by key while it is the only page, else one mark for all of it. */
interface SeenPage {
  after: string | null;
  /** Where the next page begins; null at the end of the prefix. */
  until: string | null;
  marks: Map<string, string> | string;
}

class WatchedPages {
  readonly #context: S3Context;
  readonly #request: WatchRequest;
  readonly #seen: SeenPage[] = [];
  #turn = 0;

  constructor(context: S3Context, request: WatchRequest) {
    this.#context = context;
    this.#request = request;
  }

  /** Looks at the page whose turn it is. Null when it is as before, or is seen for the first time. */
  async look(): Promise<StoreChange | null> {
    const { place, signal } = this.#request;
    const before = this.#seen[this.#turn];
    const after = before?.after ?? this.#seen[this.#turn - 1]?.until ?? null;
    const from = after === null ? null : { after };
    const page = await listPage(this.#context, { place, delimiter: "/", from, signal });
    const now = seenPage(place, after, page);
    this.#seen[this.#turn] = now;
    const change = before ? difference(place, before, now) : null;
    if (change?.keys === null) this.#seen.length = this.#turn + 1;
    const isLast = now.until === null || this.#turn + 1 >= MOST_PAGES;
    this.#turn = isLast ? 0 : this.#turn + 1;
    return change;
  }
}

function seenPage(place: S3Place, after: string | null, page: ListedPage): SeenPage {
  const marks = new Map<string, string>();
  for (const { key, etag, size } of page.objects) if (key !== place.key) marks.set(key, `${etag} ${size}`);
  for (const prefix of page.prefixes) marks.set(prefix, "");
  const until = page.next === null ? null : ([...marks.keys()].toSorted().at(-1) ?? null);
  if (after === null && until === null) return { after, until, marks };
  const hash = createHash("sha256");
  for (const [key, mark] of marks) hash.update(`${key}\0${mark}\0`);
  return { after, until, marks: hash.digest("base64") };
}

function difference(place: S3Place, before: SeenPage, now: SeenPage): StoreChange | null {
  if (typeof before.marks === "string" || typeof now.marks === "string") {
    return before.marks === now.marks ? null : { keys: null };
  }
  const keys = [...new Set([...before.marks.keys(), ...now.marks.keys()])].filter(
    (key) => marksOf(before).get(key) !== marksOf(now).get(key),
  );
  return keys.length === 0 ? null : { keys: keys.map((key) => place.storeKey(key)) };
}

function marksOf({ marks }: SeenPage): Map<string, string> {
  return typeof marks === "string" ? new Map<string, string>() : marks;
}
