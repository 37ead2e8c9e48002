import { z } from "zod";
import { Column } from "./columns.ts";
import { DataFormat } from "./data-format.ts";
import { ZonePath } from "./object-address.ts";

/** A table of the catalog: a dataset in a zone that has a name. */
export const TableEntry = z.object({
  zoneId: z.string(),
  /** Unique in its zone; `zone.name` in SQL. */
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\s"'`;/\\]+$/, "a table name has no spaces, quotes, slashes or semicolons"),
  /** The file, or the folder (ending in "/") of the part files. */
  location: ZonePath,
  format: DataFormat,
  columns: z.array(Column.extend({ description: z.string().max(4000).default("") })).max(50_000),
  partitionKeys: z.array(z.string()),
  description: z.string().max(20_000),
  /** Options the reader needs (delimiter, encoding …), as name and text. */
  readOptions: z.record(z.string(), z.string()),
  revision: z.int().min(0),
  updatedAt: z.iso.datetime().nullable(),
});
export type TableEntry = z.infer<typeof TableEntry>;
