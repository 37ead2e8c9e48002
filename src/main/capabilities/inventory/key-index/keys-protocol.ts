import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import type { Finding, FindingCount } from "../../../../shared/domain/finding.ts";
import type { Dataset, DatasetState, OddOne, RollUp, ScanRecord } from "../../../../shared/domain/inventory.ts";
import type { DecidedFinding } from "../../../../shared/domain/knowledge.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { NewPartition, RegisteredPartition } from "../../../lake/managed-catalog.ts";
import type { WorkerMessage } from "../../../streams/worker-client.ts";
import type { DatasetFacts } from "../dataset-facts.ts";
import type { ColumnFinding } from "../findings/semantics-protocol.ts";
import type { FindingFilter } from "./finding-rows.ts";

/** Objects of a listing, packed: a thousand small objects would cost more to copy between threads than to index. */
export interface PackedObjects {
  /** Paths in the zone (or names, where a prefix is listed alone), each behind a NUL but the first; "" for none. */
  paths: string;
  etags: string;
  classes: string;
  sizes: Float64Array;
  modified: Float64Array;
}

/** A prefix of a zone that is there and could not be read, and why. */
export interface UnreadPrefix {
  path: string;
  reason: string;
}

export interface ScanScope {
  zoneId: string | null;
  prefix: string;
}

/** What the index can be asked; the worker answers each request once, in order. */
export type KeysRequest =
  | { kind: "begin-scan"; scope: ScanScope; startedAt: number }
  | { kind: "keep-zones"; zoneIds: readonly string[] }
  | { kind: "begin-zone"; zoneId: string }
  | { kind: "add"; objects: PackedObjects }
  | { kind: "unread"; zoneId: string; prefixes: readonly UnreadPrefix[] }
  | { kind: "end-listing"; zoneId: string; prefix: string }
  | { kind: "changed-prefixes"; limit: number }
  | { kind: "listed"; path: string; objects: PackedObjects; isLast: boolean }
  | { kind: "forget-gone"; limit: number }
  /** Works for a moment and answers with 1 while more is left; `isFirst` begins anew. */
  | { kind: "summarise"; isFirst: boolean }
  /** As "summarise". */
  | { kind: "group"; zoneId: string; isFirst: boolean }
  | { kind: "undescribed"; after: number; limit: number }
  | { kind: "examine-as"; version: string }
  | { kind: "described"; outcomes: readonly DescribedOutcome[] }
  | { kind: "begin-tables" }
  | { kind: "add-tables"; tables: readonly TableEntry[] }
  /** As "summarise". */
  | { kind: "compare"; isFirst: boolean }
  | { kind: "partitioned"; after: number; limit: number }
  | { kind: "begin-registered"; id: number }
  | { kind: "add-registered"; id: number; partitions: readonly RegisteredPartition[] }
  /** As "summarise", of one dataset. */
  | { kind: "compare-partitions"; id: number; keys: readonly string[]; isFirst: boolean }
  /** Nobody has to register partitions of that table. */
  | { kind: "needs-no-partitions"; id: number }
  | { kind: "partition-folders"; id: number; keys: readonly string[]; after: string; limit: number }
  | { kind: "end-scan"; finishedAt: number }
  | { kind: "status" }
  | {
      kind: "datasets";
      states: readonly DatasetState[];
      zoneId: string | null;
      text: string;
      start: number;
      limit: number;
    }
  | { kind: "dataset"; id: number }
  | { kind: "findings"; filter: FindingFilter; start: number; limit: number }
  | { kind: "findings-at"; zoneId: string; path: string }
  | { kind: "decided"; decisions: readonly DecidedFinding[] }
  | { kind: "odd-ones"; start: number; limit: number }
  | { kind: "roll-up"; zoneId: string | null; path: string }
  | { kind: "growth" }
  | { kind: "names"; words: readonly string[]; limit: number };

/** What describing a dataset came to. */
export interface DescribedOutcome {
  id: number;
  fingerprint: string;
  facts: DatasetFacts | null;
  /** Null where they could not be found out: the next scan tries again. */
  findings: readonly ColumnFinding[] | null;
  problem: AppErrorData | null;
}

export interface UndescribedDataset {
  id: number;
  zoneId: string;
  path: string;
  fingerprint: string;
}

export interface PartitionedDataset {
  id: number;
  zoneId: string;
  tableName: string;
}

export interface DatasetDetail {
  dataset: Dataset;
  facts: DatasetFacts | null;
}

export interface KeysStatus {
  objects: number;
  bytes: number;
  datasets: Record<DatasetState, number>;
  /** A scan that did not come to its end. */
  interrupted: ScanRecord | null;
  last: ScanRecord | null;
  /** Prefixes that the last scan of them could not read. */
  unread: number;
}

export interface FoundName {
  zoneId: string;
  path: string;
  size: number;
  modified: number;
}

export type KeysReply =
  | { kind: "done" }
  | { kind: "left"; left: number }
  | { kind: "changed"; paths: readonly string[] }
  | { kind: "partitioned"; datasets: readonly PartitionedDataset[] }
  | { kind: "partition-folders"; partitions: readonly NewPartition[] }
  | { kind: "undescribed"; datasets: readonly UndescribedDataset[]; left: number }
  | { kind: "status"; status: KeysStatus }
  | { kind: "datasets"; datasets: readonly Dataset[]; count: number }
  | { kind: "dataset"; detail: DatasetDetail | null }
  | { kind: "findings"; findings: readonly Finding[]; count: number; kinds: readonly FindingCount[] }
  | { kind: "findings-of"; findings: readonly Finding[] }
  | { kind: "odd-ones"; oddOnes: readonly OddOne[]; count: number }
  | { kind: "roll-up"; rollUp: RollUp }
  | { kind: "growth"; scans: readonly ScanRecord[] }
  | { kind: "names"; names: readonly FoundName[] };

export type KeysMessage = WorkerMessage<KeysRequest>;
