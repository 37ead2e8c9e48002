import type { ProfileSummary } from "../../../../shared/contract/profiles.ts";
import type { ColumnProfile } from "../../../../shared/domain/column-profile.ts";

/** A dataset of the lake that the database is of. */
export interface ProfiledDataset {
  zoneId: string;
  path: string;
}

export type ProfileRequest =
  /** Answers `begun` with the id under which the columns are to be added. */
  | { kind: "begin"; dataset: ProfiledDataset }
  | { kind: "add"; id: number; columns: readonly ColumnProfile[] }
  /** From now on it is the newest; the oldest are forgotten. */
  | { kind: "finish"; summary: ProfileSummary }
  | { kind: "discard"; id: number }
  | { kind: "newest"; dataset: ProfiledDataset }
  | { kind: "columns"; dataset: ProfiledDataset; first: number; limit: number };

export interface ColumnPair {
  profile: ColumnProfile;
  previous: ColumnProfile | null;
}

export type ProfileReply =
  | { kind: "done" }
  | { kind: "begun"; id: number }
  /** The newest first, at most two. */
  | { kind: "summaries"; summaries: readonly ProfileSummary[] }
  | { kind: "columns"; columns: readonly ColumnPair[] };

export type ProfileMessage = { id: number; request: ProfileRequest };
