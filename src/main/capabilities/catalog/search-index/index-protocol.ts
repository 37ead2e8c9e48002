import type { WorkerMessage } from "../../../streams/worker-client.ts";
import type { Facet, MatchedHow, RankPart } from "../../../../shared/domain/search.ts";

/** What the index can be asked; the worker answers each request once, in order. */
export type IndexRequest =
  | { kind: "begin-tables" }
  | { kind: "add-tables"; tables: readonly IndexedTable[] }
  | { kind: "end-tables" }
  | { kind: "put-facts"; source: FactSource; facts: readonly FactsOfTable[] }
  /** What the source says of all tables: of others it says nothing. */
  | { kind: "replace-facts"; source: FactSource; facts: readonly FactsOfTable[] }
  | { kind: "replace-queries"; queries: readonly IndexedQuery[] }
  | { kind: "begin-objects"; zoneId: string }
  | { kind: "add-objects"; zoneId: string; paths: readonly string[] }
  | { kind: "end-objects"; zoneId: string }
  | { kind: "keep-zones"; zoneIds: readonly string[] }
  | { kind: "search"; text: string; limit: number; now: number }
  | { kind: "facets"; text: string; now: number };

export interface IndexedTable {
  /** Null for a table that is in no zone. */
  zoneId: string | null;
  name: string;
  kind: "table" | "view";
  /** The database of a catalog that has databases. */
  database: string | null;
  format: string;
  description: string;
  columns: readonly { name: string; description: string }[];
}

/** Who says something of a table: each source is put and replaced by itself. */
export type FactSource = "knowledge" | "usage" | "queries" | "storage";

/** What is known of a table beside its catalog entry; each is optional, and what no source says is not known. */
export interface TableFacts {
  owner?: string;
  certification?: "certified" | "warning" | "deprecated";
  tags?: readonly string[];
  classifications?: readonly string[];
  /** Terms of the glossary that it or its columns are linked to. */
  terms?: readonly string[];
  rating?: { mean: number; count: number };
  /** How much it has been used, as `heatOf` tells. */
  heat?: number;
  bytes?: number;
  /** When its data last changed, in milliseconds. */
  modified?: number;
  /** What people have written about it and its columns. */
  texts?: readonly string[];
}

export interface FactsOfTable {
  zoneId: string | null;
  name: string;
  /** Null when the source does not say anything of it any more. */
  facts: TableFacts | null;
}

/** A query that a person saved under a name. */
export interface IndexedQuery {
  id: string;
  name: string;
  description: string;
  sql: string;
}

/** One text of a hit that has something of what was typed: the words in it, and the kind of likeness. */
export interface IndexMatch {
  field: "name" | "column" | "description" | "known";
  text: string;
  words: readonly string[];
  how: MatchedHow;
}

export interface TableHit {
  kind: "table";
  zoneId: string | null;
  table: string;
  /** The one column that it was found for, when its name was not. */
  column: string | null;
  matches: readonly IndexMatch[];
  score: number;
  parts: readonly RankPart[];
}

/** A hit as the index knows it; the capability adds what people read. */
export type IndexHit =
  | TableHit
  /** `line` is the one of the query's text that says most of why it was found. */
  | { kind: "saved-query"; id: string; name: string; description: string; line: string }
  | { kind: "object"; zoneId: string; path: string };

interface Counts {
  tables: number;
  objects: number;
}

export type IndexReply =
  | ({ kind: "done" } & Counts)
  | ({ kind: "hits"; hits: readonly IndexHit[] } & Counts)
  /** `found` tables have the facets' values. */
  | ({ kind: "facets"; facets: readonly Facet[]; found: number } & Counts);

export type IndexMessage = WorkerMessage<IndexRequest>;
