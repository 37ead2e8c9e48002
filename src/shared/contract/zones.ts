import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { DataFormat } from "../domain/data-format.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const ZoneEntry = z.object({
  name: z.string(),
  /** Path inside the zone; ends in "/" for folders. */
  path: z.string(),
  kind: z.enum(["folder", "object", "link"]),
  /** Bytes; null for folders. */
  size: z.number().nullable(),
  /** ISO 8601 in UTC; null where the store has none (prefixes). */
  modified: z.string().nullable(),
  format: DataFormat.nullable(),
  /** Rows of the dataset, where something already knows them (a Parquet footer read earlier, the catalog). */
  rows: z.number().nullable(),
});
export type ZoneEntry = z.infer<typeof ZoneEntry>;

export const ListingState = z.object({
  listingId: z.string(),
  /** Grows with every change of the listing; rows fetched at an older revision are stale. */
  revision: z.int(),
  count: z.int(),
  folders: z.int(),
  bytes: z.number(),
  complete: z.boolean(),
  /** How changes by other programs are noticed. */
  live: z.enum(["watching", "polling", "off"]),
  /** Set when the listing broke off; what came before stays. */
  problem: z.object({ message: z.string(), hint: z.string().nullable() }).nullable(),
});
export type ListingState = z.infer<typeof ListingState>;

export const ListingView = z.object({
  sort: z
    .array(z.object({ field: z.enum(["name", "kind", "size", "modified", "rows"]), descending: z.boolean() }))
    .max(3),
  /** Case-insensitive part of the name; `*` and `?` are wildcards. */
  filter: z.string().max(500),
});
export type ListingView = z.infer<typeof ListingView>;

const folder = ObjectAddress.extend({});
const Selection = z.object({ lakeId: z.string(), zoneId: z.string(), paths: z.array(z.string()).min(1).max(100_000) });

export const OperationPlan = z.object({
  objects: z.int(),
  folders: z.int(),
  bytes: z.number(),
  /** Destination paths that exist already. */
  conflicts: z.array(z.string()),
  conflictCount: z.int(),
});
export type OperationPlan = z.infer<typeof OperationPlan>;

const Destination = z.object({ zoneId: z.string(), path: z.string() });
const ConflictChoice = z.enum(["skip", "replace", "keep-both", "fail"]);
const JobStarted = z.object({ jobId: z.string() });

export const zonesContract = {
  /**
   * Lists a folder and keeps the listing alive (and live) while the stream is read: the first state as soon as there
   * are rows, then as it grows (at most ten a second), then whenever something changes. Ends by aborting.
   */
  openListing: procedure.input(folder).output(eventIterator(ListingState)),
  /** A block of rows of an open listing; folders come first. At most 1,000 rows a call. */
  rows: procedure
    .input(z.object({ listingId: z.string(), view: ListingView, start: z.int().min(0), end: z.int().min(0) }))
    .output(z.object({ revision: z.int(), count: z.int(), rows: z.array(ZoneEntry) })),
  /** The paths of rows of a view, for "select all" and ranges. TOO_LARGE above 100,000. */
  paths: procedure
    .input(z.object({ listingId: z.string(), view: ListingView, start: z.int().min(0), end: z.int().min(0) }))
    .output(z.array(z.string())),
  /** Sub-folders for the tree, in name order, 500 a page. */
  folders: procedure
    .input(folder.extend({ after: z.string().nullable() }))
    .output(
      z.object({ folders: z.array(z.object({ name: z.string(), path: z.string() })), next: z.string().nullable() }),
    ),
  stat: procedure.input(ObjectAddress).output(ZoneEntry),
  createFolder: procedure.input(ObjectAddress).output(ZoneEntry),
  /** Renames one object or folder in place. ALREADY_EXISTS when the name is taken. */
  rename: procedure.input(ObjectAddress.extend({ newName: z.string() })).output(ZoneEntry),
  /** Counts what an operation would touch, before it is confirmed. */
  plan: procedure.input(Selection.extend({ destination: Destination.nullable() })).output(OperationPlan),
  copy: procedure.input(Selection.extend({ destination: Destination, conflict: ConflictChoice })).output(JobStarted),
  move: procedure.input(Selection.extend({ destination: Destination, conflict: ConflictChoice })).output(JobStarted),
  delete: procedure.input(Selection).output(JobStarted),
};
