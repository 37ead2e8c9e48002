import { z } from "zod";
import { ConflictPolicy } from "../../../../shared/contract/transfers.ts";
import { AppErrorData } from "../../../../shared/domain/app-error.ts";

const LedgerUploadState = z.enum(["planning", "planned", "running", "paused", "done", "failed", "cancelled"]);
export type LedgerUploadState = z.infer<typeof LedgerUploadState>;

/** One upload as it is kept: where it goes, how far it is, what was decided. */
export interface LedgerUpload {
  id: string;
  lakeId: string;
  zoneId: string;
  /** Folder in the zone; "" or ends in "/". */
  path: string;
  state: LedgerUploadState;
  policy: ConflictPolicy;
  /** ISO 8601: when it was planned, then when it was started. */
  createdAt: string;
  /** Names of what was dropped, the first 20. */
  sources: string[];
  /** Things that the plan left out: links, unreadable files and the like. */
  leftOut: number;
  error: AppErrorData | null;
  warnings: string[];
}

export const LedgerItemState = z.enum(["waiting", "claimed", "done", "skipped", "failed", "cancelled"]);
export type LedgerItemState = z.infer<typeof LedgerItemState>;

/** One file of an upload, or one empty folder (its path ends in "/"). */
export interface LedgerItem {
  position: number;
  /** Path inside the zone. */
  path: string;
  /** Absolute path on this machine; null when the browser sends the bytes. */
  source: string | null;
  size: number;
  /** Milliseconds since 1970, when the plan looked at it. */
  modified: number | null;
  /** What had the name when the plan looked (see `existingMark`); null when it was free. */
  existing: string | null;
  /** Decided for this item alone; null takes the upload's policy. */
  decision: ConflictPolicy | null;
  /** Another item of the upload has this very path: this one begins with "name (2)". */
  numbered: boolean;
  state: LedgerItemState;
  /** It may have been stored already: the app ended, or an error came, before its outcome was known. */
  doubtful: boolean;
  sent: number;
  storedAs: string | null;
  replaced: boolean;
  error: AppErrorData | null;
  /** What the store has kept of a try that broke off (see `ResumableWrite`). */
  resume: string | null;
}

/** What became of an item, to be written down. */
export type ItemOutcome = Pick<
  LedgerItem,
  "position" | "state" | "size" | "sent" | "storedAs" | "replaced" | "error" | "doubtful"
>;

type Row = Record<string, unknown>;

const Texts = z.array(z.string());

export function uploadFromRow(row: Row): LedgerUpload {
  return {
    id: String(row["id"]),
    lakeId: String(row["lake_id"]),
    zoneId: String(row["zone_id"]),
    path: String(row["path"]),
    state: LedgerUploadState.parse(row["state"]),
    policy: ConflictPolicy.parse(row["policy"]),
    createdAt: String(row["created_at"]),
    sources: Texts.parse(json(row["sources"])),
    leftOut: Number(row["left_out"]),
    error: AppErrorData.nullable().parse(json(row["error"])),
    warnings: Texts.parse(json(row["warnings"])),
  };
}

export function itemFromRow(row: Row): LedgerItem {
  return {
    position: Number(row["position"]),
    path: String(row["path"]),
    source: textOrNull(row["source"]),
    size: Number(row["size"]),
    modified: typeof row["modified"] === "number" ? row["modified"] : null,
    existing: textOrNull(row["existing"]),
    decision: ConflictPolicy.nullable().parse(row["decision"]),
    numbered: row["numbered"] === 1,
    state: LedgerItemState.parse(row["state"]),
    doubtful: row["doubtful"] === 1,
    sent: Number(row["sent"]),
    storedAs: textOrNull(row["stored_as"]),
    replaced: row["replaced"] === 1,
    error: AppErrorData.nullable().parse(json(row["error"])),
    resume: textOrNull(row["resume"]),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function json(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : null;
}
