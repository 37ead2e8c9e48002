import type { UploadPlan } from "../../../../shared/contract/transfers.ts";

/** A file to upload, or an empty folder to make (its path ends in "/"). */
export interface FoundItem {
  kind: "item";
  /** Path inside the zone. */
  path: string;
  /** Absolute path on this machine; null when the browser sends the bytes. */
  source: string | null;
  size: number;
  /** Milliseconds since 1970. */
  modified: number | null;
}

export type FoundProblem = { kind: "problem" } & UploadPlan["problems"][number];

/** What a look at the sources comes upon. */
export type Finding = FoundItem | FoundProblem;

export function skipped(path: string, reason: string): FoundProblem {
  return { kind: "problem", path, reason, willSkip: true };
}
