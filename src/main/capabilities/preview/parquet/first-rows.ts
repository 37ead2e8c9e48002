import { setImmediate } from "node:timers/promises";
import { type DecodedArray, parquetSchema, type RowGroup, type SchemaTree } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import type { Cell } from "../../../../shared/domain/columns.ts";
import type { ObjectReader } from "../object-reader.ts";
import { ColumnHead } from "./column-head.ts";
import { prefixesFarAway, prefixesNearBy, type WantedGroup, type WantedPrefix } from "./first-prefixes.ts";
import { damaged, type ParquetFooter } from "./footer.ts";
import { isRaw, leafText } from "./leaf-text.ts";
import { nestedText } from "./nested-text.ts";
import type { RangeCache } from "./range-cache.ts";

/** The pages of the first rows may be larger than a preview should read. */
const MAX_BYTES = 128 * 1024 * 1024;

/** The first rows as exact text, or null when their pages together are too large for a preview. */
export async function readFirstRows(
  { metadata }: ParquetFooter,
  { size, readUnit }: Pick<ObjectReader, "size" | "readUnit">,
  ranges: RangeCache,
  maxRows: number,
): Promise<Cell[][] | null> {
  const schema = parquetSchema(metadata);
  const groups = wantedGroups(metadata.row_groups, leafPaths(schema), maxRows, readUnit);
  const prefixes = readUnit > 0 ? prefixesFarAway(groups, ranges, size) : await prefixesNearBy(groups, ranges);
  if (!(await decodeHeads(prefixes, ranges, readUnit))) return null;
  const rows: Cell[][] = [];
  for (const { heads, wanted } of groups) appendRows(rows, heads, schema, wanted);
  return rows;
}

/** The row groups that have the first rows: all at once, as many files have many small ones. */
function wantedGroups(groups: readonly RowGroup[], paths: LeafPaths, maxRows: number, readUnit: number): WantedGroup[] {
  const found: WantedGroup[] = [];
  let missing = maxRows;
  for (const group of groups) {
    if (missing <= 0) break;
    const wanted = Math.min(missing, Number(group.num_rows));
    if (wanted <= 0) continue;
    missing -= wanted;
    const heads = group.columns.map((chunk) => {
      const path = paths.get(pathOf(chunk.meta_data?.path_in_schema ?? [])) ?? [];
      return new ColumnHead(chunk, path, { rows: wanted, ahead: readUnit });
    });
    found.push({ group, wanted, heads });
  }
  return found;
}

/** False when it would take too many bytes. */
async function decodeHeads(prefixes: readonly WantedPrefix[], ranges: RangeCache, readUnit: number): Promise<boolean> {
  let pending = prefixes;
  let yielded = performance.now();
  while (pending.length > 0) {
    if (pending.reduce((sum, { want }) => sum + want, 0) > MAX_BYTES) return false;
    const unit = readUnit * pending.length > MAX_BYTES ? 0 : readUnit;
    const wanted = pending.map(({ head, want }) => ({ start: head.start, end: endOf(head, want, unit) }));
    await ranges.load(wanted);
    const next: WantedPrefix[] = [];
    for (const [place, { head }] of pending.entries()) {
      const more = head.advance(ranges.bytes(head.start, wanted[place]?.end ?? head.start));
      if (more > 0) next.push({ head, want: more });
      if (performance.now() - yielded > 10) {
        await setImmediate();
        yielded = performance.now();
      }
    }
    pending = next;
  }
  return true;
}

/** What is fetched with the wanted bytes in any case is taken as well. */
function endOf(head: ColumnHead, want: number, readUnit: number): number {
  const end = head.start + want;
  return readUnit > 0 ? Math.min(head.end, Math.ceil(end / readUnit) * readUnit) : end;
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
