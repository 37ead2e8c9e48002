import { lstat, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Lake, StoredObject } from "../../../lake/ports.ts";
import type { JobContext } from "../../activity/index.ts";
import { downloadObject } from "./download-object.ts";
import { localName } from "./local-names.ts";
import { type SelectedObject, selectedObjects } from "./selected-objects.ts";

const OBJECTS_AT_ONCE = 6;
/** FAT keeps even seconds, S3 whole ones. */
const SAME_TIME_MS = 2000;
const SHOWN_FAILURES = 50;
/** What the next object would meet as well. */
const ENDS_ALL: ReadonlySet<string> = new Set(["AUTH_REQUIRED", "CANCELLED", "OUT_OF_SPACE", "UNAVAILABLE"]);

export interface SelectionDownload {
  lake: Lake;
  keys: readonly string[];
  /** One object to a file of that name, which it replaces; or anything into a folder, where nothing is replaced. */
  target: { kind: "file" | "folder"; path: string };
  keepsParts: () => boolean;
}

/** What came of it; grows while it runs, so that it is known also when it breaks off. */
export interface DownloadCount {
  objects: number;
  bytes: number;
}

/**
 * Brings a selection to this machine. Files that are there already, of the same size and time, are taken as brought
 * before; what cannot be brought is told. Fails when nothing could.
 */
export async function downloadSelection(
  download: SelectionDownload,
  context: JobContext,
  count: DownloadCount,
): Promise<void> {
  const { lake, keys, target } = download;
  let total = 0;
  for await (const { object } of selectedObjects(lake.objects, keys, context)) total += object.size;
  context.progress({ total });
  let done = 0;
  const onBytes = (bytes: number) => context.progress({ done: (done += bytes) });
  // Another object that fails ends this one too, but takes nothing of it away.
  const keepsParts = () => download.keepsParts() || !context.signal.aborted;
  let failed = 0;
  let first: unknown = null;
  const bring = async ({ object, path }: SelectedObject, signal: AbortSignal) => {
    const file = target.kind === "file" ? target.path : join(target.path, ...path.map(localName));
    context.progress({ detail: file });
    try {
      if (target.kind === "folder" && (await isBrought(file, object))) onBytes(object.size);
      else {
        const replaces = target.kind === "file";
        await downloadObject({
          lake,
          object,
          target: file,
          replaces,
          signal,
          onBytes,
          keepsParts,
        });
        count.objects += 1;
        count.bytes += object.size;
      }
    } catch (error) {
      if (!(error instanceof AppError) || ENDS_ALL.has(error.code)) throw error;
      failed += 1;
      first ??= error;
      if (failed <= SHOWN_FAILURES) context.warn(error.message);
    }
  };
  await eachAtOnce(selectedObjects(lake.objects, keys, context), context.signal, bring);
  if (failed > SHOWN_FAILURES) context.warn(`${failed - SHOWN_FAILURES} more could not be downloaded.`);
  if (failed > 0 && count.objects === 0) throw first;
}

/** Whether an earlier download has brought this object to that very name. */
async function isBrought(file: string, { size, modified }: StoredObject): Promise<boolean> {
  const there = await lstat(file).catch(() => null);
  if (!there?.isFile() || there.size !== size || Math.abs(there.mtimeMs - modified) > SAME_TIME_MS) return false;
  // Where case is ignored, another object may have the file: it is called as that one is.
  return basename(await realpath(file)) === basename(file);
}

/** Works on several at a time, in their order. The first failure stops the others, and is thrown. */
async function eachAtOnce(
  objects: AsyncGenerator<SelectedObject, undefined>,
  signal: AbortSignal,
  work: (object: SelectedObject, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  let failure: { error: unknown } | null = null;
  const workOnNext = async () => {
    try {
      for (let next = await objects.next(); next.done !== true; next = await objects.next()) {
        either.throwIfAborted();
        await work(next.value, either);
      }
    } catch (error) {
      failure ??= { error };
      stopping.abort();
    }
  };
  await Promise.all(Array.from({ length: OBJECTS_AT_ONCE }, workOnNext));
  await objects.return(undefined);
  throwFailure(failure);
}

function throwFailure(failure: { error: unknown } | null): void {
  if (failure) throw failure.error;
}
