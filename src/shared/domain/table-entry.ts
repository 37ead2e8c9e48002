import { z } from "zod";
import { Column } from "./columns.ts";
import { TableFormat } from "./data-format.ts";
import { type ObjectAddress, ZonePath } from "./object-address.ts";

/** A table or view of the catalog: in most cases a dataset in a zone that has a name. */
export const TableEntry = z
  .object({
    /** Null for what lies outside every zone of the lake, and for views, which lie nowhere. */
    zoneId: z.string().nullable(),
    /** Unique in its zone, and among all that are in no zone; `zone.name` in SQL. */
    name: z
      .string()
      .min(1)
      .max(600)
      .regex(/^[^\s"'`;/\\]+$/, "a table name has no spaces, quotes, slashes or semicolons"),
    kind: z.enum(["table", "view"]).default("table"),
    /** Its name in a catalog that has databases (Glue), as Athena writes it; null where the catalog has zones only. */
    catalogName: z.object({ database: z.string(), table: z.string() }).nullable().default(null),
    /**
     * In a zone: the file, or the folder (ending in "/") of the part files, from the zone on. Outside: its whole address,
     * as `s3://bucket/key/`, or "" where there is none.
     */
    location: z.string().max(4096),
    format: TableFormat,
    columns: z.array(Column.extend({ description: z.string().max(4000).default("") })).max(50_000),
    partitionKeys: z.array(z.string()),
    description: z.string().max(20_000),
    /** Options the reader needs (delimiter, encoding …), as name and text. */
    readOptions: z.record(z.string(), z.string()),
    /** The statement of a view, as its catalog keeps it; null for tables. */
    viewText: z.string().nullable().default(null),
    revision: z.int().min(0),
    updatedAt: z.iso.datetime().nullable(),
  })
  .refine(({ zoneId, location }) => zoneId === null || ZonePath.safeParse(location).success, {
    path: ["location"],
    message: "a path stays inside its zone",
  });
export type TableEntry = z.infer<typeof TableEntry>;

/** Where the files of a table are in its lake; null for views and for tables outside every zone. */
export function addressOfTable(
  lakeId: string,
  { zoneId, location }: Pick<TableEntry, "zoneId" | "location">,
): ObjectAddress | null {
  return zoneId === null ? null : { lakeId, zoneId, path: location };
}
