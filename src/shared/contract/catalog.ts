import { z } from "zod";
import { TableEntry } from "../domain/table-entry.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const SearchHit = z.object({
  kind: z.enum(["table", "column", "object", "zone", "saved-query"]),
  title: z.string(),
  /** Where it is, as people read it: "trusted › flights › carrier". */
  trail: z.string(),
  zoneId: z.string().nullable(),
  /** Table name for tables and columns; path for objects; id for saved queries. */
  target: z.string(),
  /** Why it was found: the field, and the matched stretches of its text. */
  matches: z.array(
    z.object({
      field: z.enum(["name", "column", "description", "path", "sql"]),
      text: z.string(),
      ranges: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const IndexState = z.object({
  state: z.enum(["building", "ready", "failed"]),
  tables: z.int(),
  objects: z.int(),
  problem: z.string().nullable(),
});
export type IndexState = z.infer<typeof IndexState>;

const inLake = z.object({ lakeId: z.string() });
/** A table by its name in its zone; `zoneId` null is what lies in no zone. */
const table = inLake.extend({ zoneId: z.string().nullable(), name: z.string() });

export const catalogContract = {
  /** Tables in (zone, name) order; `after` is the `next` of the page before. */
  tables: procedure
    .input(
      inLake.extend({ zoneId: z.string().nullable(), after: z.string().nullable(), limit: z.int().min(1).max(1000) }),
    )
    .output(z.object({ tables: z.array(TableEntry), next: z.string().nullable() })),
  get: procedure.input(table).output(TableEntry),
  /** What registering a file or folder would write: name, format, columns and partitions as the preview found them. */
  propose: procedure.input(ObjectAddress).output(TableEntry),
  /** ALREADY_EXISTS when the zone has a table of that name. */
  register: procedure.input(inLake.extend({ table: TableEntry })).output(TableEntry),
  /** CONFLICT when the entry is not at `revision` any more. */
  update: procedure.input(inLake.extend({ table: TableEntry, revision: z.int() })).output(TableEntry),
  /** Takes the entry out of the catalog; the files stay. */
  remove: procedure.input(table).output(z.void()),
  search: procedure
    .input(inLake.extend({ text: z.string().max(500), limit: z.int().min(1).max(100) }))
    .output(z.object({ hits: z.array(SearchHit), index: IndexState })),
};
