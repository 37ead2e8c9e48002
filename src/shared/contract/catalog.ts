import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { TableEntry } from "../domain/table-entry.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { CatalogSync, Crawler, PartitionPage, TableVersionPage } from "../domain/managed-catalog.ts";
import { Facet, IndexState, SearchHit } from "../domain/search.ts";
import { procedure } from "./base.ts";

const TableName = z.object({ zoneId: z.string().nullable(), name: z.string() });

export const RelatedTables = z.object({
  /** Tables of the catalog that were looked at. */
  compared: z.int(),
  /** Probably the same data in another state, most alike first. `similarity` is 0 to 1; a rare column counts for more. */
  variants: z.array(z.object({ table: TableName, similarity: z.number(), shared: z.int(), columns: z.int() })),
  /** Others that have key-like columns (of this table's names) in common, by the rarest first. */
  joinable: z.array(z.object({ table: TableName, keys: z.array(z.string()) })),
});
export type RelatedTables = z.infer<typeof RelatedTables>;

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
  /** What the catalog keeps of earlier states of a table, newest first; `after` is the `next` of the page before. */
  versions: procedure.input(table.extend({ after: z.string().nullable() })).output(TableVersionPage),
  /** Tables with columns of the same names and kinds, and tables that share what looks like a key. */
  related: procedure.input(table).output(RelatedTables),
  /** Whether the catalog is a service with partitions and crawlers; the calls below are UNSUPPORTED otherwise. */
  managed: procedure
    .input(inLake)
    .output(
      z.discriminatedUnion("available", [
        z.object({ available: z.literal(true), sync: CatalogSync }),
        z.object({ available: z.literal(false), reason: z.string() }),
      ]),
    ),
  /** Ends when the local copy of the catalog is up to date. */
  sync: procedure.input(inLake).output(z.void()),
  /** `expression` selects on the server, as a WHERE over the partition keys. `after` is the `next` of the page before. */
  partitions: procedure
    .input(table.extend({ expression: z.string().max(2048).nullable(), after: z.string().nullable() }))
    .output(PartitionPage),
  /** Registers the folders below the table's that are named as partitions (`year=2024/`). */
  addPartitions: procedure.input(table).output(z.object({ added: z.int(), known: z.int() })),
  crawlers: procedure.input(inLake).output(z.array(Crawler)),
  startCrawler: procedure.input(inLake.extend({ name: z.string() })).output(z.void()),
  /** A crawler as it goes on, until it is ready again and what it found is in the catalog. */
  followCrawler: procedure.input(inLake.extend({ name: z.string() })).output(eventIterator(Crawler)),
  /**
   * What the lake has for a text: words, "quoted phrases", filters as `zone:trusted`, and what is not to be there behind a
   * minus. Nothing that is typed is an error; `notes` say what was taken for words.
   */
  search: procedure
    .input(inLake.extend({ text: z.string().max(500), limit: z.int().min(1).max(100) }))
    .output(z.object({ hits: z.array(SearchHit), index: IndexState, notes: z.array(z.string()) })),
  /** The values that the tables of a search have, with counts; `found` is the number of these tables. */
  facets: procedure
    .input(inLake.extend({ text: z.string().max(500) }))
    .output(z.object({ facets: z.array(Facet), found: z.int() })),
  /** Says that a person looks at a table: what is opened often ranks higher. */
  opened: procedure.input(table).output(z.void()),
};
