import type { WorkerMessage } from "../../../streams/worker-client.ts";

/** What the index can be asked; the worker answers each request once, in order. */
export type IndexRequest =
  | { kind: "begin-tables" }
  | { kind: "add-tables"; tables: readonly IndexedTable[] }
  | { kind: "end-tables" }
  | { kind: "replace-queries"; queries: readonly IndexedQuery[] }
  | { kind: "begin-objects"; zoneId: string }
  | { kind: "add-objects"; zoneId: string; paths: readonly string[] }
  | { kind: "end-objects"; zoneId: string }
  | { kind: "keep-zones"; zoneIds: readonly string[] }
  | { kind: "search"; words: readonly string[]; limit: number };

export interface IndexedTable {
  /** Null for a table that is in no zone. */
  zoneId: string | null;
  name: string;
  description: string;
  columns: readonly { name: string; description: string }[];
}

/** A query that a person saved under a name. */
export interface IndexedQuery {
  id: string;
  name: string;
  description: string;
  sql: string;
}

/** A hit as the index knows it; the capability adds what people read. */
export type IndexHit =
  | { kind: "table"; zoneId: string | null; table: string; description: string; columns: readonly string[] }
  | { kind: "column"; zoneId: string | null; table: string; column: string; description: string }
  /** `line` is the one of the query's text that says most of why it was found. */
  | { kind: "saved-query"; id: string; name: string; description: string; line: string }
  | { kind: "object"; zoneId: string; path: string };

export type IndexReply =
  | { kind: "done"; tables: number; objects: number }
  | { kind: "hits"; hits: readonly IndexHit[]; tables: number; objects: number };

export type IndexMessage = WorkerMessage<IndexRequest>;
