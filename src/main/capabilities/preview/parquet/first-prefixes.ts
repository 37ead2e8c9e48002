import type { RowGroup } from "hyparquet";
import type { ColumnHead } from "./column-head.ts";
import { pagesOfRows } from "./offset-index.ts";
import type { RangeCache } from "./range-cache.ts";

/** A row group of which the first rows are wanted, and the heads of its columns, in its order. */
export interface WantedGroup {
  group: RowGroup;
  wanted: number;
  heads: readonly ColumnHead[];
}

/** So many bytes of a column chunk from its start. */
export interface WantedPrefix {
  head: ColumnHead;
  want: number;
}

/** First guess at how much of a chunk without an offset index the first rows need. */
const FIRST_PREFIX = 4096;
/** Writers put up to a megabyte into a page, so that a smaller chunk is likely to be one page and wanted whole. */
const ONE_PAGE = 1024 * 1024;
/** parquet-java and Arrow end a page at so many rows (parquet.page.row.count.limit), if not before. */
const ROWS_OF_PAGE = 20_000;
/** Bytes of the levels of a page: DuckDB makes one page of a row group, of 122,880 rows unless told otherwise. */
const MOST_LEVELS = 20_000;
/** Head of an offset index: some forty pages. */
const INDEX_HEAD = 512;
/** What is read of a file far away on a guess, within these: not all of it may turn out to be needed. */
const GUESS = { partOfFile: 0.006, least: 4 * 1024 * 1024, most: 8 * 1024 * 1024 };
/** Chunks that are no larger together are read whole. */
const SMALL = 2 * 1024 * 1024;

/** Of a file near by: with an offset index exactly the pages of the wanted rows, otherwise a small first guess. */
export async function prefixesNearBy(groups: readonly WantedGroup[], ranges: RangeCache): Promise<WantedPrefix[]> {
  const indexHeads = groups.flatMap(({ group, wanted }) =>
    group.columns.flatMap((_, column) => {
      const index = indexOf(group, column, wanted);
      return index ? [{ start: index.start, end: Math.min(index.end, index.start + INDEX_HEAD) }] : [];
    }),
  );
  await ranges.load(indexHeads);
  const prefixes: WantedPrefix[] = [];
  for (const { group, wanted, heads } of groups) {
    for (const [column, head] of heads.entries()) {
      const indexed = await indexedLength(group, column, wanted, head, ranges);
      const unpacked = Number(group.columns[column]?.meta_data?.total_uncompressed_size ?? 0n);
      const isSmall = wanted >= Number(group.num_rows) || unpacked <= ONE_PAGE;
      prefixes.push({ head, want: indexed ?? (isSmall ? head.length : Math.min(head.length, FIRST_PREFIX)) });
    }
  }
  return prefixes;
}

/**
 * Of a file far away: what is likely to hold the wanted rows, so that they come with one wave of requests. An offset index
 * is used where it is here already, and not asked for. `size` is that of the file.
 */
export function prefixesFarAway(groups: readonly WantedGroup[], ranges: RangeCache, size: number): WantedPrefix[] {
  const budget = Math.min(GUESS.most, Math.max(GUESS.least, size * GUESS.partOfFile));
  const all = groups.flatMap(({ heads }) => heads);
  const uncut = all.filter((head) => !head.canBeCut);
  const isWhole = sumOf(all, "length") <= SMALL ? all : sumOf(uncut, "length") <= budget ? uncut : [];
  const whole = new Set(isWhole);
  const share = (budget - sumOf(isWhole, "length") - sumOf(all, "dictionaryLength")) / all.length;
  return groups.flatMap(({ group, wanted, heads }) =>
    heads.map((head, column): WantedPrefix => {
      const indexed = heldIndexLength(group, column, wanted, head, ranges);
      const likely = whole.has(head) ? head.length : likelyLength(group, column, wanted, head, share);
      return { head, want: Math.min(head.length, indexed ?? likely) };
    }),
  );
}

function likelyLength(group: RowGroup, column: number, wanted: number, head: ColumnHead, share: number): number {
  const rows = Math.max(1, Number(group.num_rows));
  const data = head.length - head.dictionaryLength;
  const unpacked = Number(group.columns[column]?.meta_data?.total_uncompressed_size ?? 0n);
  const page = Math.min(data * Math.min(1, ROWS_OF_PAGE / rows), ONE_PAGE * Math.min(1, data / Math.max(1, unpacked)));
  // The levels of all its rows may stand at the head of a page, a bit each.
  const levels = Math.min(data, rows / 8, MOST_LEVELS);
  const needed = data * Math.min(1, (1.5 * wanted) / rows) + levels;
  return head.dictionaryLength + Math.ceil(Math.max(needed, Math.min(share, page))) + FIRST_PREFIX;
}

/** Null for a chunk without an index, and where all of its rows are wanted. */
function indexOf({ columns, num_rows: rows }: RowGroup, column: number, wanted: number) {
  const chunk = columns[column];
  if (!chunk?.offset_index_offset || !chunk.offset_index_length || wanted >= Number(rows)) return null;
  const start = Number(chunk.offset_index_offset);
  return { start, end: start + chunk.offset_index_length };
}

async function indexedLength(group: RowGroup, column: number, wanted: number, head: ColumnHead, ranges: RangeCache) {
  const index = indexOf(group, column, wanted);
  if (!index) return null;
  for (let length = INDEX_HEAD; ; length *= 4) {
    const end = Math.min(index.end, index.start + length);
    await ranges.load([{ start: index.start, end }]);
    const pages = pagesOfRows(ranges.bytes(index.start, end), wanted, Number(group.num_rows));
    if (pages !== null || end >= index.end) return lengthOf(pages, head);
  }
}

function heldIndexLength(group: RowGroup, column: number, wanted: number, head: ColumnHead, ranges: RangeCache) {
  const index = indexOf(group, column, wanted);
  if (!index || !ranges.holds(index)) return null;
  return lengthOf(pagesOfRows(ranges.bytes(index.start, index.end), wanted, Number(group.num_rows)), head);
}

/** Null for pages that cannot be those of the chunk. */
function lengthOf(pages: ReturnType<typeof pagesOfRows>, head: ColumnHead): number | null {
  if (pages === null || pages === "unreadable") return null;
  return pages.end <= head.start || pages.end > head.end ? null : pages.end - head.start;
}

function sumOf(heads: readonly ColumnHead[], length: "length" | "dictionaryLength"): number {
  return heads.reduce((sum, head) => sum + head[length], 0);
}
