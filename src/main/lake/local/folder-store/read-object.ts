import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ReadOptions } from "../../ports.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import { etagOf } from "./etag.ts";
import { linkRefused, provenExisting } from "./key-paths.ts";

const CHUNK = 256 * 1024;

/** A link made after the path was proven is refused by the system; a pipe cannot make the open wait for a writer. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Bytes of an object, or of a range of it, in chunks of at most 256 KiB; leaving the loop closes the file. */
export async function* readObject(root: string, key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
  const { signal, range } = options;
  cancelIfAborted(signal);
  let file: FileHandle | null = null;
  try {
    file = await openRegular(root, key, options.ifMatch);
    let position = range?.start ?? 0;
    const end = range?.end ?? Number.MAX_SAFE_INTEGER;
    while (position < end) {
      cancelIfAborted(signal);
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, end - position));
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw fileError(error, key);
  } finally {
    await file?.close();
  }
}

async function openRegular(root: string, key: string, ifMatch: string | undefined): Promise<FileHandle> {
  const path = await provenExisting(root, key);
  const file = await open(path, FLAGS).catch((error: unknown) => {
    throw errorNumber(error) === "ELOOP" ? linkRefused(key) : error;
  });
  try {
    const status = await file.stat();
    if (status.isDirectory()) throw new AppError("INVALID_INPUT", `“${key}” is a folder.`, { hint: "Choose a file." });
    if (!status.isFile()) {
      throw new AppError("UNSUPPORTED", `“${key}” is a pipe, a socket or a device.`, {
        hint: "Only plain files can be read.",
      });
    }
    if (ifMatch !== undefined && etagOf(status.size, status.mtimeMs, status.ino) !== ifMatch) {
      throw new AppError("CHANGED_WHILE_READING", `“${key}” was changed while it was being read.`, {
        hint: "Open it again to see the new content.",
        retryable: true,
      });
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function cancelIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError("CANCELLED", "Reading was cancelled.");
}
