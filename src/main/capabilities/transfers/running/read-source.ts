import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { sourceError } from "../source-errors.ts";

/** A file of this machine as it has to be while it is read. */
export interface SourceVersion {
  path: string;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

const CHUNK = 256 * 1024;
/** What is read between two looks at the signal. */
const SLICE = 4 * 1024 * 1024;

/** A link made after the plan is refused by the system; a pipe cannot make the open wait for a writer. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Size and date of a source now. */
export async function sourceVersion(path: string): Promise<SourceVersion> {
  return withSource(path, (file) => versionOf(file, path));
}

/**
 * The bytes of a source, read on only as they are taken. CHANGED_WHILE_READING before the last chunk when the file is not
 * (or no longer) the version that was planned: whoever stores the bytes then stores nothing.
 */
export async function* readSource(version: SourceVersion, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { path, size: end } = version;
  const file = await openSource(path);
  try {
    await proveUnchanged(file, version);
    for (let position = 0; position < end;) {
      if (signal.aborted) throw cancelled();
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, end - position));
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, position);
      if (bytesRead === 0) throw changed(version);
      position += bytesRead;
      if (position === end) await proveUnchanged(file, version);
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw sourceError(error, path);
  } finally {
    await file.close();
  }
}

/** Fills `into` with the bytes of a source from `start` on; fails as `readSource`. */
export async function readSourceInto(
  version: SourceVersion,
  start: number,
  into: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<void> {
  await withSource(version.path, async (file) => {
    await proveUnchanged(file, version);
    for (let filled = 0; filled < into.byteLength;) {
      if (signal.aborted) throw cancelled();
      const wanted = Math.min(SLICE, into.byteLength - filled);
      const { bytesRead } = await file.read(into, filled, wanted, start + filled);
      if (bytesRead === 0) throw changed(version);
      filled += bytesRead;
    }
    await proveUnchanged(file, version);
  });
}

async function withSource<T>(path: string, look: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openSource(path);
  try {
    return await look(file);
  } catch (error) {
    throw sourceError(error, path);
  } finally {
    await file.close();
  }
}

async function openSource(path: string): Promise<FileHandle> {
  return open(path, FLAGS).catch((error: unknown) => {
    throw sourceError(error, path);
  });
}

async function versionOf(file: FileHandle, path: string): Promise<SourceVersion> {
  const status = await file.stat();
  if (!status.isFile()) {
    throw new AppError("UNSUPPORTED", `“${path}” is not a plain file any more.`, { hint: "Drop it again." });
  }
  return { path, size: status.size, modified: status.mtimeMs };
}

async function proveUnchanged(file: FileHandle, planned: SourceVersion): Promise<void> {
  const now = await versionOf(file, planned.path);
  if (now.size !== planned.size || now.modified !== planned.modified) throw changed(planned);
}

function cancelled(): AppError {
  return new AppError("CANCELLED", "The upload was cancelled.");
}

function changed({ path }: SourceVersion): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${path}” was changed since the upload was planned.`, {
    hint: "Wait until the program that writes it has finished. Retry then sends the file as it is.",
    retryable: true,
    details: { file: path },
  });
}
