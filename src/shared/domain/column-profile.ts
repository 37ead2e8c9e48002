import { z } from "zod";
import { Column } from "./columns.ts";

/** Values are texts as the engine writes them; moments are in ISO form. */
export const ColumnProfile = Column.extend({
  /** Place in the dataset, from 1. */
  number: z.int(),
  rows: z.number(),
  nulls: z.number(),
  /** Different values without null: reckoned (HyperLogLog), right within a few percent. Null for values of no order. */
  distinct: z.number().nullable(),
  /** Long texts are cut. */
  min: z.string().nullable(),
  max: z.string().nullable(),
  mean: z.string().nullable(),
  /** Reckoned (t-digest). `at` is the part of the values that is not greater. */
  quantiles: z.array(z.object({ at: z.number(), value: z.string() })),
  /** Bins of the same width from the least to the greatest; empty for what has no numbers. */
  histogram: z.array(z.object({ from: z.string(), to: z.string(), rows: z.number() })),
  /** The most frequent values, of which each is counted exactly; a rare one may be missed. */
  top: z.array(z.object({ value: z.string(), isCut: z.boolean(), rows: z.number() })),
  /** Characters of texts. */
  lengths: z.object({ min: z.number(), mean: z.number(), max: z.number() }).nullable(),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

/** Something about a column that is not as it was. */
export interface ProfileChange {
  what: "type" | "nulls" | "distinct" | "min" | "max" | "mean" | "new";
  before: string;
  after: string;
}

/** Parts of the rows that have to come or go, or of a reckoned number, for a change that is told. */
const NULLS = 0.01;
/** HyperLogLog is a few percent off: smaller changes are its own. */
const DISTINCT = 0.1;
const MEAN = 0.01;

/** What changed from the last profile of a column; null for one that was not there. */
export function profileChanges(before: ColumnProfile | null, after: ColumnProfile): ProfileChange[] {
  if (!before) return [{ what: "new", before: "", after: after.type }];
  const changes: ProfileChange[] = [];
  const tell = (what: ProfileChange["what"], old: string | null, now: string | null) => {
    if (old !== now) changes.push({ what, before: old ?? "none", after: now ?? "none" });
  };
  tell("type", before.type, after.type);
  if (Math.abs(nullShare(after) - nullShare(before)) >= NULLS) tell("nulls", percent(before), percent(after));
  if (differs(before.distinct, after.distinct, DISTINCT)) {
    tell("distinct", `≈ ${before.distinct ?? 0}`, `≈ ${after.distinct ?? 0}`);
  }
  tell("min", before.min, after.min);
  tell("max", before.max, after.max);
  const isNumber = Number.isFinite(Number(before.mean)) && Number.isFinite(Number(after.mean));
  if (!isNumber || differs(Number(before.mean), Number(after.mean), MEAN)) tell("mean", before.mean, after.mean);
  return changes;
}

/** Part of the rows that have no value, 0 of no rows. */
export function nullShare({ rows, nulls }: Pick<ColumnProfile, "rows" | "nulls">): number {
  return rows === 0 ? 0 : nulls / rows;
}

function percent(profile: ColumnProfile): string {
  return `${(100 * nullShare(profile)).toFixed(1)} %`;
}

function differs(before: number | null, after: number | null, part: number): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(after - before) > part * Math.max(Math.abs(before), Math.abs(after));
}
