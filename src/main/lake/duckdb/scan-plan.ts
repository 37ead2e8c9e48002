import { z } from "zod";
import { readScanFilter, type ScanFilter } from "./scan-filters.ts";

/** What a statement's plan reads of one view: columns by their stand-in names, and what its scans leave out. */
export interface PlannedScans {
  columns: ReadonlySet<string>;
  /** One entry a scan: all of its filters hold for each row that it yields. Null where some scan has none. */
  filters: readonly ScanFilter[] | null;
  /** Conditions on partition keys, in SQL: one entry a scan. Null where some scan reads all files. */
  fileFilters: readonly string[] | null;
  /** Rows from the start that are enough, where that is known. */
  rows: number | null;
}

interface PlanNode {
  name: string;
  children: PlanNode[];
  extra_info: Record<string, string | string[]>;
}

const PlanNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    name: z.string(),
    children: z.array(PlanNode),
    extra_info: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
);

/** The name that a column has in stand-ins, so that a plan's text says whose it is. */
export function standInName(view: number, column: number): string {
  return `lks_v${view}_c${column}`;
}

const NAME = /lks_v(\d+)_c\d+/g;

/** What a plan reads of each view, in their order; null for a plan that is not understood. `sql` is what was planned. */
export function readPlan(json: string, views: number, sql: string): PlannedScans[] | null {
  const parsed = z.array(PlanNode).safeParse(JSON.parse(json));
  if (!parsed.success) return null;
  const scans = parsed.data.flatMap(scansBelow).map((node) => ({ node, names: namesIn(node) }));
  // A scan that names no column may be of any view.
  const isClear = scans.every(({ names }) => names.size > 0 && new Set(names.values()).size === 1);
  const hasClock = CLOCK.test(sql);
  const limit = scans.length === 1 && parsed.data[0] ? limitOf(parsed.data[0], sql) : null;
  const names = new Map(parsed.data.flatMap((node) => [...namesIn(node, true)]));
  return Array.from({ length: views }, (_, view) => {
    const own = scans.filter((scan) => [...scan.names.values()].includes(view));
    const filters = own.map(({ node }) => filtersOf(node));
    const ofFiles = own.map(({ node }) => textsOf(node, "File Filters").join(" AND "));
    const isSure = isClear && !hasClock;
    return {
      columns: new Set([...names].flatMap(([name, of]) => (of === view ? [name] : []))),
      filters: isSure && filters.every((filter) => filter !== null) ? filters : null,
      fileFilters: isSure && ofFiles.length > 0 && ofFiles.every((text) => text !== "") ? ofFiles : null,
      // What no scan reads has no rows to fetch.
      rows: own.length === 0 && isClear ? 0 : limit,
    };
  });
}

/** What these give is another value when the statement runs. */
const CLOCK = /\b(?:now|current_\w+|get_current_\w+|today|localtime\w*|transaction_timestamp)\b/i;

function scansBelow(node: PlanNode): PlanNode[] {
  return node.name === "READ_PARQUET" || node.name === "PARQUET_SCAN" ? [node] : node.children.flatMap(scansBelow);
}

/** Stand-in names, and the views that they are of. */
function namesIn(node: PlanNode, below = false): Map<string, number> {
  const text = JSON.stringify(below ? node : node.extra_info);
  return new Map([...text.matchAll(NAME)].map(([name, view]) => [name, Number(view)]));
}

function textsOf({ extra_info: info }: PlanNode, kind: "Filters" | "File Filters"): string[] {
  return [info[kind] ?? []].flat().filter((filter) => filter !== "");
}

function filtersOf(node: PlanNode): ScanFilter {
  const known = textsOf(node, "Filters")
    .map(readScanFilter)
    .filter((filter) => filter !== null);
  return known.length === 0 ? null : { kind: "and", of: known };
}

/** Rows that a statement takes from its only scan at most: it ends in its limit, and nothing is sorted or left out before. */
function limitOf(root: PlanNode, sql: string): number | null {
  let node: PlanNode | undefined = root;
  while (node?.name === "PROJECTION") node = node.children[0];
  if (node?.name !== "STREAMING_LIMIT") return null;
  node = node.children[0];
  while (node?.name === "PROJECTION") node = node.children[0];
  if (node?.name !== "READ_PARQUET" || (node.extra_info["Filters"] ?? "") !== "" || node.extra_info["File Filters"])
    return null;
  if (/--|\/\*/.test(sql)) return null;
  const found = /\blimit\s+(\d+)(?:\s+offset\s+(\d+))?\s*;?\s*$/i.exec(sql);
  return found ? Number(found[1]) + Number(found[2] ?? 0) : null;
}
