import { z } from "zod";

/** What catalogs have that are a service of their own (Glue), beside the tables that every catalog has. */

/** How the local copy of the catalog stands. */
export const CatalogSync = z.object({
  isSyncing: z.boolean(),
  /** Tables that the sync under way has read so far. */
  read: z.int(),
  tables: z.int(),
  /** When the last whole sync ended; null before the first. */
  syncedAt: z.iso.datetime().nullable(),
  /** Why the last sync did not come to its end. */
  problem: z.string().nullable(),
  /** Databases that the last sync could not read; what was known of them is kept. */
  problems: z.array(z.object({ database: z.string(), message: z.string(), hint: z.string().nullable() })),
});
export type CatalogSync = z.infer<typeof CatalogSync>;

const TablePartition = z.object({
  /** In the order of the table's partition keys. */
  values: z.array(z.string()),
  location: z.string(),
  format: z.string(),
  createdAt: z.iso.datetime().nullable(),
});

export const PartitionPage = z.object({ partitions: z.array(TablePartition), next: z.string().nullable() });
export type PartitionPage = z.infer<typeof PartitionPage>;

export const TableVersion = z.object({
  id: z.string(),
  updatedAt: z.iso.datetime().nullable(),
  createdBy: z.string().nullable(),
  /** What is other than in the version before; null for the oldest that is kept. */
  changes: z
    .array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .nullable(),
});
export type TableVersion = z.infer<typeof TableVersion>;

export const TableVersionPage = z.object({ versions: z.array(TableVersion), next: z.string().nullable() });
export type TableVersionPage = z.infer<typeof TableVersionPage>;

export const Crawler = z.object({
  name: z.string(),
  database: z.string().nullable(),
  state: z.enum(["ready", "running", "stopping"]),
  targets: z.array(z.string()),
  schedule: z.string().nullable(),
  lastCrawl: z
    .object({ status: z.string(), message: z.string().nullable(), startedAt: z.iso.datetime().nullable() })
    .nullable(),
});
export type Crawler = z.infer<typeof Crawler>;
