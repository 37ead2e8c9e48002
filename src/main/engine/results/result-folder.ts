import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { Arrangement } from "../../../shared/contract/query.ts";
import { Column } from "../../../shared/domain/columns.ts";

/**
 * A result set is a folder (record 0010): the typed rows as a DuckDB file for sorting, filtering and export, and the
 * same rows as lines of text for the grid. `result.json` is written last: a folder without it is half written.
 */
export const ResultFacts = z.object({
  format: z.literal(1),
  columns: z.array(Column),
  rows: z.number(),
  /** Rows between two marks in the file of line offsets. */
  stride: z.int().min(1),
});
export type ResultFacts = z.infer<typeof ResultFacts>;

export const factsPath = (folder: string) => join(folder, "result.json");
/** A DuckDB database with the table `result`. */
export const typedRowsPath = (folder: string) => join(folder, "rows.duckdb");
/** One JSON array of texts and nulls a line. */
export const linesPath = (folder: string) => join(folder, "rows.jsonl");
/** Where every `stride`-th line starts, and where the last ends, as little-endian doubles. */
export const marksPath = (folder: string) => join(folder, "rows.marks");
/** The arrangement of a view; its order is made before it and is there when this is. */
export const viewPath = (folder: string, viewId: string) => join(folder, `view-${viewId}.json`);
/** Row numbers of the result in the view's order, as little-endian 32-bit integers. */
export const orderPath = (folder: string, viewId: string) => join(folder, `view-${viewId}.order`);

export const ViewFacts = z.object({ arrangement: Arrangement, rows: z.number() });
export type ViewFacts = z.infer<typeof ViewFacts>;

/** The same arrangement is the same view, so that asking again costs nothing. */
export function viewIdOf(arrangement: Arrangement): string {
  const { sort, filters } = arrangement;
  const text = JSON.stringify([
    sort.map(({ column, descending }) => [column, descending]),
    filters.map(({ column, op, value }) => [column, op, value]),
  ]);
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
