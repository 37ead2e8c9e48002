import { lstat, mkdir, rm } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import type { FileHandle } from "node:fs/promises";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { StoredObject, WriteOptions } from "../../ports.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import { etagOf } from "./etag.ts";
import { linkRefused, pathOfKey, provenPath } from "./key-paths.ts";
import { openPartial } from "./partial-files.ts";
import { publishNew, publishReplacing } from "./publish-file.ts";
import { syncFolder } from "./sync-folder.ts";

/** Writes an object under a hidden name, makes it durable, then gives it its own. */
export async function writeObject(
  root: string,
  key: string,
  body: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<StoredObject> {
  if (key === "" || key.endsWith("/")) throw new AppError("INVALID_INPUT", `“${key}” names a folder, not an object.`);
  try {
    const target = await preparedTarget(root, key, options);
    const { path: partial, file } = await openPartial(root, target);
    try {
      await receive(file, key, body, options);
      await (options.mode === "create" ? publishNew : publishReplacing)(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    const status = await lstat(target);
    const { size, mtimeMs: modified, ino } = status;
    return { kind: "object", key, size, modified, etag: etagOf(size, modified, ino) };
  } catch (error) {
    throw fileError(error, key);
  }
}

/** Makes the folders on the way; looks at the name before any byte moves, so that a conflict costs nothing. */
async function preparedTarget(root: string, key: string, { mode, signal }: WriteOptions): Promise<string> {
  cancelIfAborted(signal);
  const folder = dirname(pathOfKey(root, key));
  await makeFolders(root, key, folder);
  const target = await provenPath(root, key);
  const existing = await lstat(target).catch((error: unknown) => {
    if (errorNumber(error) === "ENOENT") return null;
    throw error;
  });
  if (existing && (mode === "create" || existing.isDirectory())) {
    throw new AppError("ALREADY_EXISTS", `“${key}” exists already.`, {
      hint: "Choose another name.",
      details: { file: key },
    });
  }
  return target;
}

/** mkdir follows links on the way down, so each step is proven before the next is made. */
export async function makeFolders(root: string, key: string, folder: string): Promise<void> {
  const missing: string[] = [];
  let current = folder;
  while (current !== root && current.length > root.length) {
    const status = await lstat(current).catch(() => null);
    if (status?.isDirectory()) break;
    if (status?.isSymbolicLink()) throw linkRefused(key);
    if (status) throw fileInTheWay(relative(root, current));
    missing.push(current);
    current = dirname(current);
  }
  if (missing.length > 0) {
    const nearest = relative(root, current).split(sep).join("/");
    await provenPath(root, nearest === "" ? "x" : `${nearest}/x`);
  }
  for (const path of missing.toReversed()) {
    // Not recursive: a root that is gone (a drive that was unplugged) must not come back as an empty folder.
    await mkdir(path).catch((error: unknown) => {
      if (errorNumber(error) !== "EEXIST") throw error;
    });
    await syncFolder(dirname(path));
  }
}

function fileInTheWay(path: string): AppError {
  return new AppError("CONFLICT", `“${path}” is a file, so that there can be no folder of that name.`, {
    hint: "Rename the file, or choose another folder.",
    details: { file: path },
  });
}

async function receive(
  file: FileHandle,
  key: string,
  body: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<void> {
  const { signal, size, onProgress } = options;
  let written = 0;
  try {
    for await (const chunk of body) {
      cancelIfAborted(signal);
      await file.writev([chunk]);
      written += chunk.byteLength;
      if (size !== undefined && written > size) throw changedWhileReading(key, size, written);
      onProgress?.(written);
    }
    cancelIfAborted(signal);
    if (size !== undefined && written !== size) throw changedWhileReading(key, size, written);
    await file.sync();
  } finally {
    await file.close();
  }
}

function cancelIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError("CANCELLED", "Writing was cancelled.");
}

function changedWhileReading(key: string, expected: number, got: number): AppError {
  return new AppError("CHANGED_WHILE_READING", `What was to become “${key}” changed while it was read.`, {
    hint: "Wait until the program that writes it has finished, then retry.",
    retryable: true,
    details: { expectedBytes: expected, receivedBytes: got },
  });
}
