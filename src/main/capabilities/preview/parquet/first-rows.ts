import { setImmediate } from "node:timers/promises";
import { type DecodedArray, parquetSchema, type RowGroup, type SchemaTree } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import type { Cell } from "../../../../shared/domain/columns.ts";
import { ColumnHead } from "./column-head.ts";
import { damaged, type ParquetFooter } from "./footer.ts";
import { isRaw, leafText } from "./leaf-text.ts";
import { nestedText } from "./nested-text.ts";
import { pagesOfRows } from "./offset-index.ts";
import type { RangeCache } from "./range-cache.ts";

/** First guess at how much of a chunk without an offset index the first rows need. */
const FIRST_PREFIX = 4096;
/** Writers put up to a megabyte into a page, so that a smaller chunk is likely to be one page and wanted whole. */
const ONE_PAGE = 1024 * 1024;
/** Head of an offset index: some forty pages. */
const INDEX_HEAD = 512;
/** The pages of the first rows may be larger than a preview should read. */
const MAX_BYTES = 128 * 1024 * 1024;

/** The first rows as exact text, or null when their pages together are too large for a preview. */
export async function readFirstRows(
  { metadata }: ParquetFooter,
  ranges: RangeCache,
  maxRows: number,
): Promise<Cell[][] | null> {
  const schema = parquetSchema(metadata);
  const paths = leafPaths(schema);
  const rows: Cell[][] = [];
  for (const group of metadata.row_groups) {
    if (rows.length >= maxRows) break;
    const wanted = Math.min(maxRows - rows.length, Number(group.num_rows));
    if (wanted <= 0) continue;
    const heads = await readGroup(group, paths, ranges, wanted);
    if (!heads) return null;
    appendRows(rows, heads, schema, wanted);
  }
  return rows;
}

async function readGroup(group: RowGroup, paths: LeafPaths, ranges: RangeCache, wanted: number) {
  const heads = group.columns.map((chunk) => {
    return new ColumnHead(chunk, paths.get(pathOf(chunk.meta_data?.path_in_schema ?? [])) ?? [], wanted);
  });
  let pending = await firstPrefixes(group, heads, ranges, wanted);
  let yielded = performance.now();
  while (pending.length > 0) {
    const total = pending.reduce((sum, { want }) => sum + want, 0);
    if (total > MAX_BYTES) return null;
    await ranges.load(pending.map(({ head, want }) => ({ start: head.start, end: head.start + want })));
    const next: typeof pending = [];
    for (const { head, want } of pending) {
      const more = head.advance(ranges.bytes(head.start, head.start + want));
      if (more > 0) next.push({ head, want: more });
      if (performance.now() - yielded > 10) {
        await setImmediate();
        yielded = performance.now();
      }
    }
    pending = next;
  }
  return heads;
}

/** With an offset index exactly the pages of the wanted rows, otherwise a first guess. */
async function firstPrefixes(group: RowGroup, heads: readonly ColumnHead[], ranges: RangeCache, wanted: number) {
  const groupRows = Number(group.num_rows);
  const indexes = group.columns.map(({ offset_index_offset: offset, offset_index_length: length }) => {
    if (!offset || !length || wanted >= groupRows) return null;
    return {
      start: Number(offset),
      end: Number(offset) + Math.min(length, INDEX_HEAD),
      whole: Number(offset) + length,
    };
  });
  await ranges.load(indexes.filter((index) => index !== null));
  return Promise.all(
    heads.map(async (head, column) => {
      const index = indexes[column];
      const unpacked = Number(group.columns[column]?.meta_data?.total_uncompressed_size ?? 0n);
      const isSmall = wanted >= groupRows || unpacked <= ONE_PAGE;
      const fallback = { head, want: isSmall ? head.length : Math.min(head.length, FIRST_PREFIX) };
      if (!index) return fallback;
      for (let end = index.end; ; end = Math.min(index.whole, index.start + (end - index.start) * 4)) {
        await ranges.load([{ start: index.start, end }]);
        const pages = pagesOfRows(ranges.bytes(index.start, end), wanted, groupRows);
        if (pages === "unreadable" || (pages === null && end >= index.whole)) return fallback;
        if (pages === null) continue;
        if (pages.end <= head.start || pages.end > head.end) return fallback;
        return { head, want: pages.end - head.start };
      }
    }),
  );
}

function appendRows(rows: Cell[][], heads: readonly ColumnHead[], schema: SchemaTree, wanted: number): void {
  const byColumn = Map.groupBy(heads, (head) => head.column);
  const columns = schema.children.map((node) => columnCells(node, byColumn.get(node.element.name) ?? [], wanted));
  for (let row = 0; row < wanted; row += 1) rows.push(columns.map((cells) => cells[row] ?? null));
}

function columnCells(node: SchemaTree, heads: readonly ColumnHead[], wanted: number): Cell[] {
  const name = node.element.name;
  const isFlat = node.children.length === 0 && node.element.repetition_type !== "REPEATED";
  if (isFlat) {
    const [head] = heads;
    if (!head) throw damaged(`column ${name} has no data`);
    return head.rows.slice(0, wanted).map((value) => flatCell(value, node));
  }
  const parts = new Map<string, DecodedArray>();
  for (const head of heads) parts.set(head.path, head.rows.slice(0, wanted));
  try {
    assembleNested(parts, node, DEFAULT_PARSERS);
  } catch (error) {
    throw damaged(`column ${name} is corrupt`, error);
  }
  const values: unknown[] = Array.from(parts.get(pathOf(node.path)) ?? []);
  return values.map((value) => (value === null || value === undefined ? null : nestedText(value, node)));
}

function flatCell(value: unknown, node: SchemaTree): Cell {
  return isRaw(value) ? leafText(value, node.element).text : null;
}

/** The nodes from the root to each leaf, by the leaf's path. */
type LeafPaths = ReadonlyMap<string, SchemaTree[]>;

function leafPaths(schema: SchemaTree): LeafPaths {
  const paths = new Map<string, SchemaTree[]>();
  const visit = (node: SchemaTree, above: readonly SchemaTree[]): void => {
    const here = [...above, node];
    if (node.children.length === 0) paths.set(pathOf(node.path), here);
    for (const child of node.children) visit(child, here);
  };
  visit(schema, []);
  return paths;
}

function pathOf(names: readonly string[]): string {
  return names.join(".");
}
