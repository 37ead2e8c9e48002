import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { S3Place } from "../key-space.ts";
import type { S3Context } from "../s3-context.ts";
import { type ListedPage, listPage } from "./list-page.ts";

export interface SequenceRequest {
  place: S3Place;
  delimiter: "/" | null;
  first: ListedPage;
  signal: AbortSignal;
}

/** The first page and all that follow, in S3's order. The next one is under way while the reader has this one. */
export async function* listSequence(context: S3Context, request: SequenceRequest): AsyncGenerator<ListedPage> {
  const { place, delimiter, first, signal } = request;
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  try {
    let page = first;
    for (;;) {
      const following =
        page.next === null ? null : listPage(context, { place, delimiter, from: page.next, signal: either });
      // It may fail while the reader still has the page before.
      following?.catch(() => undefined);
      yield page;
      if (following === null) return;
      const next = await following;
      refuseRepetition(place, page, next);
      page = next;
    }
  } finally {
    leaving.abort();
  }
}

/** A server that gives the same page for ever would keep a listing busy for ever. */
function refuseRepetition(place: S3Place, before: ListedPage, page: ListedPage): void {
  const same = (a: ListedPage["next"], b: ListedPage["next"]) => a !== null && JSON.stringify(a) === JSON.stringify(b);
  const firstOf = ({ objects, prefixes }: ListedPage) => objects[0]?.key ?? prefixes[0] ?? null;
  const repeats = firstOf(page) !== null && firstOf(page) === firstOf(before);
  if (same(before.next, page.next) || (repeats && page.next !== null)) {
    throw new AppError("DAMAGED", `“${place.uri}” cannot be listed to its end: the server repeats itself.`, {
      hint: "Tell who runs the store that ListObjectsV2 gives the same page again.",
    });
  }
}
