import { z } from "zod";
import { AppErrorData } from "./app-error.ts";
import { TableFormat } from "./data-format.ts";
import { TableEntry } from "./table-entry.ts";

/** How the objects of a dataset belong together. "table" is an entry of the catalog that has no objects any more. */
const datasetKinds = ["file", "parts", "series", "partitions", "delta", "iceberg", "hudi", "table"] as const;

/** How a dataset stands to the catalog. */
export const datasetStates = ["new", "changed", "missing", "stale", "known", "unreadable"] as const;
export const DatasetState = z.enum(datasetStates);
export type DatasetState = z.infer<typeof DatasetState>;

/**
 * One thing that is other in the data than in the catalog. Null is "not there". Of "partitions" `before` or `after` is how
 * many are only registered, or only in the data, and `name` has some of their folders.
 */
export const DatasetChange = z.object({
  what: z.enum(["column", "partition-key", "format", "read-option", "location", "partitions"]),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type DatasetChange = z.infer<typeof DatasetChange>;

export const Dataset = z.object({
  id: z.int(),
  zoneId: z.string(),
  /** The file, or the folder with its "/". */
  path: z.string(),
  /** Of files that share their folder with others: what their names have in common, digits as "#". Else "". */
  pattern: z.string(),
  kind: z.enum(datasetKinds),
  format: TableFormat,
  objects: z.int(),
  bytes: z.number(),
  newest: z.iso.datetime().nullable(),
  state: DatasetState,
  /** The table at that place, where there is one. */
  tableName: z.string().nullable(),
  columns: z.int(),
  changes: z.array(DatasetChange),
  /** Why it could not be read as a table. */
  problem: AppErrorData.nullable(),
  /** Changes whenever its objects do. */
  fingerprint: z.string(),
});
export type Dataset = z.infer<typeof Dataset>;

/** What registering a dataset would do, exactly. */
export const CatalogPlan = z.object({
  datasetId: z.int(),
  fingerprint: z.string(),
  action: z.enum(["create", "update", "remove", "none"]),
  table: TableEntry.nullable(),
  changes: z.array(DatasetChange),
  /** Why nothing can be done; null where it can. */
  obstacle: z.string().nullable(),
});
export type CatalogPlan = z.infer<typeof CatalogPlan>;

/** What a person should look at. "unread-folders" counts what was known of a folder that can no longer be read. */
export const OddOne = z.object({
  kind: z.enum([
    "unread-folders",
    "empty-partitions",
    "empty-files",
    "temporary-files",
    "tiny-files",
    "mixed-formats",
    "mixed-schemas",
  ]),
  zoneId: z.string(),
  path: z.string(),
  objects: z.int(),
  bytes: z.number(),
  /** What was seen: the first name, the formats, the sentence of the reader. */
  evidence: z.string(),
  /** Of many small files: how many there could be. */
  couldBe: z.int().nullable(),
});
export type OddOne = z.infer<typeof OddOne>;

const Share = z.object({ name: z.string(), objects: z.int(), bytes: z.number() });

/** Sizes below a prefix, by what it holds. */
export const RollUp = z.object({
  objects: z.int(),
  bytes: z.number(),
  /** The largest children; ones with a "/" are folders. */
  children: z.array(Share),
  /** All other children together. */
  rest: z.object({ children: z.int(), objects: z.int(), bytes: z.number() }),
  formats: z.array(Share),
  storageClasses: z.array(Share),
  /** By month of the last change, as "2024-05", oldest first. */
  months: z.array(Share),
});
export type RollUp = z.infer<typeof RollUp>;

/** What one finished scan found. */
export const ScanRecord = z.object({
  id: z.int(),
  /** Null is the whole lake. */
  zoneId: z.string().nullable(),
  prefix: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** In the whole lake, when the scan ended. */
  objects: z.int(),
  bytes: z.number(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  datasets: z.int(),
});
export type ScanRecord = z.infer<typeof ScanRecord>;
