import type { ListingView } from "../../../shared/contract/zones.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import type { EntryColumns } from "./entry-columns.ts";
import type { KnownRows } from "./known-rows.ts";
import { Slices, sortInSlices } from "./sliced-work.ts";

/** People expect "file 2" before "file 10"; that comparison is ten times slower and is left out above this many names. */
const NATURAL_ORDER_LIMIT = 100_000;

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "variant" });

type Compare = (a: number, b: number) => number;

/** Indexes of the entries that a view shows, in its order: folders first, then by its fields, then by name. */
export async function orderOf(
  entries: EntryColumns,
  knownRows: ReadonlyMap<string, KnownRows>,
  view: ListingView,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const slices = new Slices(signal);
  const shown = await filtered(entries, view.filter, slices);
  return sortInSlices(shown, comparison(entries, knownRows, view), slices);
}

async function filtered(entries: EntryColumns, filter: string, slices: Slices): Promise<Uint32Array> {
  const matches = nameMatcher(filter);
  const length = entries.names.length;
  const kept = new Uint32Array(length);
  let count = 0;
  for (let index = 0; index < length; index += 1) {
    if (entries.isThere(index) && matches(entries.names[index] ?? "")) kept[count++] = index;
    if ((index & 1023) === 0) await slices.pause();
  }
  return kept.slice(0, count);
}

/** A part of the name; with * or ? a pattern for the whole of it. Case does not count. */
function nameMatcher(filter: string): (name: string) => boolean {
  const wanted = filter.trim().toLowerCase();
  if (wanted === "") return () => true;
  if (!/[*?]/.test(wanted)) return (name) => name.toLowerCase().includes(wanted);
  const pattern = wanted
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const whole = new RegExp(`^${pattern}$`, "su");
  return (name) => whole.test(name.toLowerCase());
}

function comparison(entries: EntryColumns, knownRows: ReadonlyMap<string, KnownRows>, view: ListingView): Compare {
  const byName = nameComparison(entries);
  const chosen = view.sort.map(({ field, descending }) => {
    const compare = fieldComparison(entries, knownRows, field, byName);
    return descending ? (a: number, b: number) => compare(b, a) : compare;
  });
  const inTurn = [foldersFirst(entries), ...chosen, byName];
  return (a, b) => {
    for (const compare of inTurn) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function nameComparison({ names }: EntryColumns): Compare {
  if (names.length <= NATURAL_ORDER_LIMIT) return (a, b) => natural.compare(names[a] ?? "", names[b] ?? "");
  return (a, b) => {
    const [left, right] = [names[a] ?? "", names[b] ?? ""];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

function foldersFirst(entries: EntryColumns): Compare {
  return (a, b) => Math.min(entries.kind(a), 1) - Math.min(entries.kind(b), 1);
}

function fieldComparison(
  entries: EntryColumns,
  knownRows: ReadonlyMap<string, KnownRows>,
  field: ListingView["sort"][number]["field"],
  byName: Compare,
): Compare {
  switch (field) {
    case "name":
      return byName;
    case "size":
      return (a, b) => entries.size(a) - entries.size(b);
    case "modified":
      return (a, b) => entries.modified(a) - entries.modified(b);
    case "kind":
      return (a, b) => formatText(entries, a).localeCompare(formatText(entries, b));
    case "rows":
      // What is not known counts as less than nothing.
      return (a, b) => (entries.rows(a, knownRows) ?? -1) - (entries.rows(b, knownRows) ?? -1);
  }
}

function formatText(entries: EntryColumns, index: number): string {
  return formatOfName(entries.names[index] ?? "") ?? "~";
}
