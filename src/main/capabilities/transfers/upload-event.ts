import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { recordAct } from "../../lake/journal/record-act.ts";
import type { Lake } from "../../lake/ports.ts";
import { keyOf } from "../../lake/zone-keys.ts";
import type { LedgerItem, LedgerUpload } from "./ledger/ledger-rows.ts";
import type { UploadLedger } from "./ledger/upload-ledger.ts";

/** Files that an event names; the digest stands for all of them. */
const NAMED_FILES = 100;
/** Bytes of names in an event, so that it stays small whatever their length. */
const NAMES_BYTES = 64 * 1024;
const PAGE = 500;

interface Gathered {
  stored: number;
  bytes: number;
  replaced: number;
  underAnotherName: number;
  skipped: number;
  failed: number;
  cancelled: number;
  files: { path: string; size: number; replaced?: true }[];
  digest: string;
  lastPosition: number;
}

/**
 * Leaves one event of what an upload has done since its last event: counts for each outcome, the first files, and a
 * digest of all that were stored. Nothing when there is nothing to tell. See `recordAct` for what comes back.
 */
export async function recordUpload(lake: Lake, ledger: UploadLedger, upload: LedgerUpload): Promise<string | null> {
  const told = await gather(ledger, upload.id);
  if (told === null) return null;
  const { files, digest, lastPosition, ...counts } = told;
  const unrecorded = await recordAct(lake, "transfers.uploaded", {
    summary: summaryOf(upload, told),
    uploadId: upload.id,
    zone: upload.zoneId,
    folder: upload.path,
    key: keyOf(lake.definition(), upload.zoneId, upload.path),
    conflict: upload.policy,
    sources: upload.sources,
    ...counts,
    leftOut: upload.leftOut,
    files,
    filesNotNamed: told.stored - files.length,
    /** SHA-256 over "path NUL size LF" of every stored file, in order. */
    digest,
  });
  if (unrecorded === null) await ledger.items.markRecorded(upload.id, lastPosition);
  return unrecorded;
}

async function gather(ledger: UploadLedger, uploadId: string): Promise<Gathered | null> {
  const hash = createHash("sha256");
  const told: Gathered = {
    stored: 0,
    bytes: 0,
    replaced: 0,
    underAnotherName: 0,
    skipped: 0,
    failed: 0,
    cancelled: 0,
    files: [],
    digest: "",
    lastPosition: 0,
  };
  let room = NAMES_BYTES;
  for (;;) {
    const page = ledger.items.unrecorded(uploadId, told.lastPosition, PAGE);
    for (const item of page) {
      told.lastPosition = item.position;
      const path = item.storedAs ?? item.path;
      if (item.state !== "done") countOther(item, told);
      else if (!path.endsWith("/")) {
        hash.update(`${path}\0${item.size}\n`);
        told.stored += 1;
        told.bytes += item.size;
        if (item.replaced) told.replaced += 1;
        if (item.storedAs !== null) told.underAnotherName += 1;
        room -= Buffer.byteLength(path);
        if (told.files.length < NAMED_FILES && room >= 0) told.files.push(named(item, path));
      }
    }
    if (page.length < PAGE) break;
    await nextTurn();
  }
  return told.lastPosition === 0 ? null : { ...told, digest: hash.digest("hex") };
}

function countOther({ state }: LedgerItem, told: Gathered): void {
  if (state === "skipped" || state === "failed" || state === "cancelled") told[state] += 1;
}

function named({ size, replaced }: LedgerItem, path: string): Gathered["files"][number] {
  return replaced ? { path, size, replaced } : { path, size };
}

function summaryOf({ zoneId, path }: LedgerUpload, told: Gathered): string {
  const count = (number: number, what: string) => `${number.toLocaleString("en")} ${what}`;
  const stored = `${count(told.stored, told.stored === 1 ? "file" : "files")} (${count(told.bytes, "bytes")})`;
  const others = [
    told.replaced > 0 ? count(told.replaced, "replaced") : "",
    told.underAnotherName > 0 ? count(told.underAnotherName, "under another name") : "",
    told.skipped > 0 ? count(told.skipped, "skipped") : "",
    told.failed > 0 ? count(told.failed, "failed") : "",
    told.cancelled > 0 ? count(told.cancelled, "cancelled") : "",
  ].filter((text) => text !== "");
  return `Uploaded ${stored} to ${zoneId}/${path}${others.length > 0 ? `; ${others.join(", ")}` : ""}`;
}
