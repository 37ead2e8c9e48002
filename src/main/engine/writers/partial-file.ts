import { randomUUID } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../shared/domain/app-error.ts";

/**
 * Where a writer puts its bytes until the file is whole: a new name beside the target, so that the rename at the end
 * stays on one file system and is atomic.
 */
export function partialPathOf(targetPath: string): string {
  return join(dirname(targetPath), `.lakeshore-${randomUUID()}.partial`);
}

export interface FileDestination {
  /** Absolute path of the finished file. A file that is already there is replaced, at the end and at once. */
  path: string;
  /** From `partialPathOf`; given by callers that must permit the engine to write it. */
  partialPath?: string;
}

/**
 * Runs `write` on a partial file, then makes the bytes durable and gives the file its final name. On any failure the
 * partial file is removed and what stood at the target stays. Returns the size of the file in bytes.
 */
export async function writeThenRename(
  target: FileDestination,
  signal: AbortSignal,
  write: (partialPath: string) => Promise<void>,
): Promise<number> {
  const partialPath = target.partialPath ?? partialPathOf(target.path);
  await refuseFolder(target.path);
  try {
    await syncWhile(partialPath, write(partialPath));
    const bytes = await syncFile(partialPath);
    signal.throwIfAborted();
    await rename(partialPath, target.path);
    await syncFolder(dirname(target.path));
    return bytes;
  } catch (error) {
    await rm(partialPath, { force: true });
    throw error;
  }
}

const syncEveryMs = 200;

/** Sends the bytes to the disk while more are made, so that the sync at the end has little left to wait for. */
async function syncWhile(path: string, writing: Promise<void>): Promise<void> {
  const written = new AbortController();
  const syncing = (async () => {
    while (await pause(written.signal)) await syncFileIfThere(path);
  })();
  try {
    await writing;
  } finally {
    written.abort();
    await syncing;
  }
}

/** False, and at once, when the signal aborts. */
function pause(signal: AbortSignal): Promise<boolean> {
  return delay(syncEveryMs, true, { signal }).catch(() => false);
}

async function syncFileIfThere(path: string): Promise<void> {
  const file = await open(path, "r+").catch(ifMissing(null));
  if (file === null) return;
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
    throw error;
  };
}

async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(ifMissing(null));
  if (found?.isDirectory()) {
    throw new AppError("INVALID_INPUT", `${path} is a folder.`, { hint: "Choose a name for the file inside it." });
  }
}

async function syncFile(path: string): Promise<number> {
  const file = await open(path, "r+");
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable. Windows cannot open a folder as a file, and its rename needs no such step. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
