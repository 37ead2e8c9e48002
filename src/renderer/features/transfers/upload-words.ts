import type { Upload } from "../../../shared/contract/transfers.ts";
import { formatBytes, formatCount, plural } from "../../lib/format.ts";
import { remainingWords } from "./transfer-rate.ts";

/** What an upload does or did, in a sentence: "2 of 12 files failed". */
export function outcomeWords({ state, files, filesDone, filesFailed, filesSkipped }: Upload): string {
  const of = (count: number) => `${formatCount(count)} of ${plural(files, "file")}`;
  const skipped = filesSkipped > 0 ? `, ${formatCount(filesSkipped)} skipped` : "";
  if (state === "paused") return `Paused: ${of(filesDone)} uploaded`;
  if (state === "running") return `Uploading ${plural(files, "file")}`;
  if (state === "cancelled") return `Cancelled: ${of(filesDone)} uploaded`;
  if (filesFailed > 0) return `${of(filesFailed)} failed${skipped}`;
  return `${filesDone === files ? plural(files, "file") : of(filesDone)} uploaded${skipped}`;
}

/** All uploads of the list as one line. */
export function overallWords(uploads: readonly Upload[]): string {
  const running = uploads.filter(({ state }) => state === "running");
  const paused = uploads.filter(({ state }) => state === "paused");
  const [only] = uploads;
  if (uploads.length === 1 && only) return outcomeWords(only);
  if (running.length > 0) return `Uploading ${plural(sum(running, "files"), "file")}`;
  if (paused.length > 0) return `${plural(paused.length, "upload is", "uploads are")} paused`;
  const failed = sum(uploads, "filesFailed");
  return failed > 0 ? `${plural(failed, "file")} failed` : `${plural(sum(uploads, "filesDone"), "file")} uploaded`;
}

type Progress = Pick<Upload, "files" | "filesDone" | "filesFailed" | "filesSkipped" | "bytes" | "bytesDone">;

/** Before so much has moved, what remains is a guess: small files come first, or the network warms up. */
const TELLING_SHARE = 0.01;

/** "3 of 12 files · 4.2 MB of 10 MB · 1.2 MB/s · about 5 seconds left". */
export function progressWords(progress: Progress, rate: number | null): string {
  const { files, filesDone, filesFailed, filesSkipped, bytes, bytesDone } = progress;
  const settled = filesDone + filesFailed + filesSkipped;
  const remaining = bytesDone < bytes * TELLING_SHARE ? null : remainingWords(bytes - bytesDone, rate);
  return [
    ...(files > 1 ? [`${formatCount(settled)} of ${plural(files, "file")}`] : []),
    `${formatBytes(bytesDone)} of ${formatBytes(bytes)}`,
    ...(rate === null ? [] : [`${formatBytes(rate)}/s`]),
    ...(remaining === null ? [] : [remaining]),
  ].join(" · ");
}

/** How far several uploads are together. */
export function progressOf(uploads: readonly Upload[]): Progress {
  return {
    files: sum(uploads, "files"),
    filesDone: sum(uploads, "filesDone"),
    filesFailed: sum(uploads, "filesFailed"),
    filesSkipped: sum(uploads, "filesSkipped"),
    bytes: sum(uploads, "bytes"),
    bytesDone: sum(uploads, "bytesDone"),
  };
}

/** Percent of the bytes of uploads; of the files where they have none. */
export function percentDone(uploads: readonly Upload[]): number {
  const bytes = sum(uploads, "bytes");
  const files = sum(uploads, "files");
  const settled = sum(uploads, "filesDone") + sum(uploads, "filesFailed") + sum(uploads, "filesSkipped");
  if (bytes > 0) return Math.min(100, (100 * sum(uploads, "bytesDone")) / bytes);
  return files > 0 ? (100 * settled) / files : 0;
}

type Counted = "files" | "filesDone" | "filesFailed" | "filesSkipped" | "bytes" | "bytesDone";

function sum(uploads: readonly Upload[], field: Counted): number {
  return uploads.reduce((total, upload) => total + upload[field], 0);
}
