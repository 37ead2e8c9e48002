import type { ColumnProfile } from "../../shared/domain/column-profile.ts";
import type { TableEntry } from "../../shared/domain/table-entry.ts";

export interface ProfileRequest {
  zoneId: string;
  path: string;
  /** Whose types and reading options count; null reads it as its preview does. */
  table: TableEntry | null;
  /** Bytes that the person lets it fetch from the lake; null is the limit up to which nobody is asked. */
  allowBytes: number | null;
}

export interface ProfileProgress {
  /** Columns that are done, of all; 0 of 0 before these are known. */
  columns: { done: number; total: number };
  /** Bytes that came from the lake, of those that are needed; while they are fetched. */
  download?: { done: number; total: number };
}

export interface ProfileOptions {
  signal: AbortSignal;
  onProgress: (progress: ProfileProgress) => void;
  /** Some columns at a time, in their order. */
  onColumns: (columns: readonly ColumnProfile[]) => Promise<void>;
}

export interface ProfileOutcome {
  rows: number;
  columns: number;
  warnings: readonly string[];
}
