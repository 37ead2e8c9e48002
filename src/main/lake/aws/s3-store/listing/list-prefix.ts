import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoreEntry } from "../../../ports.ts";
import type { S3Place } from "../key-space.ts";
import type { S3Context } from "../s3-context.ts";
import { listPage } from "./list-page.ts";
import { listRanges } from "./list-ranges.ts";
import { listSequence } from "./list-sequence.ts";
import { StoreEntries } from "./store-entries.ts";

export interface ListOptions {
  recursive: boolean;
  signal: AbortSignal;
}

/**
 * Pages of a prefix as they come: one request a thousand keys and never one an object. All below a prefix comes in
 * several ranges of keys at a time once it is more than a page. NOT_FOUND when nothing has the prefix.
 */
export async function* listPrefix(
  context: S3Context,
  place: S3Place,
  { recursive, signal }: ListOptions,
): AsyncGenerator<readonly StoreEntry[]> {
  if (signal.aborted) throw new AppError("CANCELLED", "Listing was cancelled.");
  const entries = new StoreEntries(place, recursive);
  const first = await listPage(context, { place, delimiter: recursive ? null : "/", from: null, signal });
  const isThere = first.objects.length + first.prefixes.length > 0 || place.key === context.keys.home.prefix;
  if (!isThere && first.next === null) throw notThere(place);
  const rest = recursive
    ? listRanges(context, { place, first, signal })
    : listSequence(context, { place, delimiter: "/", first, signal });
  for await (const page of rest) {
    const shown = entries.of(page);
    if (shown.length > 0) yield shown;
  }
}

function notThere(place: S3Place): AppError {
  return new AppError("NOT_FOUND", `“${place.uri}” is not there.`, {
    hint: "A prefix is there as long as an object has it. Refresh.",
    details: { file: place.uri },
  });
}
