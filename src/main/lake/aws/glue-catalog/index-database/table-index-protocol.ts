import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import type { WorkerMessage } from "../../../../streams/worker-client.ts";
import type { GlueName } from "../mapping/entry-names.ts";
import type { TableFacts } from "../mapping/table-facts.ts";

/** A zone as a place in S3, `address` being `s3://bucket/prefix/`. */
export interface IndexedZone {
  id: string;
  address: string;
}

export interface IndexedDatabase {
  name: string;
  /** The zone whose tables are registered in this database; null for any other. */
  zoneId: string | null;
}

/** What the index of a catalog can be asked. The worker answers each request once, in order. */
export type TableIndexRequest =
  /** Says where the zones are; every table is placed anew when they have changed. */
  | { kind: "set-zones"; zones: readonly IndexedZone[] }
  | { kind: "begin-sync" }
  | { kind: "set-databases"; databases: readonly IndexedDatabase[] }
  | { kind: "sync-tables"; database: string; tables: readonly TableFacts[] }
  /** Takes out the tables of a database that the sync did not see. */
  | { kind: "end-database"; database: string }
  | { kind: "end-sync"; at: string }
  | { kind: "add-database"; database: IndexedDatabase }
  | { kind: "put"; table: TableFacts }
  | { kind: "forget"; name: GlueName }
  | { kind: "list"; zoneId: string | null; after: Pick<TableEntry, "zoneId" | "name"> | null; limit: number }
  | { kind: "get"; zoneId: string | null; name: string }
  | { kind: "state" };

export interface TableIndexReply {
  /** Of "list" and "get" (one or none), and of "put". */
  entries: readonly TableEntry[];
  /** Databases of zones, by zone. */
  zoneDatabases: Readonly<Record<string, string>>;
  tables: number;
  /** When the last whole sync ended; null before the first. */
  syncedAt: string | null;
  /** Rows that this request has changed. */
  changed: number;
}

export type TableIndexMessage = WorkerMessage<TableIndexRequest>;
