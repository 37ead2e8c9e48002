import { mkdir, rename } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Lake, StoredObject } from "../../../lake/ports.ts";
import { targetError } from "./target-errors.ts";
import { PartialDownload, type Piece } from "./partial-download.ts";
import { publishBeside } from "./publish-download.ts";

const PIECES_AT_ONCE = 4;
/** Etags of S3 that may be the MD5 of the content: it is none where KMS encrypts (S3 API reference, “Object”, ETag). */
const MD5 = /^[0-9a-f]{32}$/;

export interface ObjectDownload {
  lake: Pick<Lake, "id" | "objects" | "details">;
  object: StoredObject;
  /** Absolute path of the file. */
  target: string;
  /** Whether a file of that name goes (the person said so), or the new one gets a number. */
  replaces: boolean;
  signal: AbortSignal;
  /** Bytes that are here: of an earlier try, and then as they come; negative when they have to come again. */
  onBytes: (bytes: number) => void;
  /** Whether what has come is kept when the signal ends the download. */
  keepsParts: () => boolean;
}

/**
 * Brings an object to this machine as it is: by ranges in parallel into a file beside its target, which is checked and
 * only then gets its name. Gives the path. What broke off goes on where it was.
 */
export async function downloadObject(download: ObjectDownload): Promise<string> {
  const { lake, object, target, replaces, signal } = download;
  try {
    await mkdir(dirname(target), { recursive: true });
    const partial = await PartialDownload.open(lake.id, object, target, signal);
    try {
      download.onBytes(partial.bytes);
      await fetchMissing(partial, download);
      await proveContent(partial, download);
      await partial.finish(object.modified);
    } catch (error) {
      await partial.close();
      if (signal.aborted && !download.keepsParts()) await partial.remove();
      throw error;
    }
    await partial.close();
    const path = replaces ? target : await publishBeside(partial.path, target);
    if (replaces) await rename(partial.path, target);
    await partial.remove();
    return path;
  } catch (error) {
    throw targetError(error, target);
  }
}

/** After a failure no other piece is begun; those that are under way may still come, and are not fetched again. */
async function fetchMissing(partial: PartialDownload, download: ObjectDownload): Promise<void> {
  const waiting = partial.missing();
  let failure: { error: unknown } | null = null;
  const fetchNext = async () => {
    try {
      for (const piece of waiting) await fetchPiece(partial, piece, download);
    } catch (error) {
      failure ??= { error };
      waiting.return();
    }
  };
  await Promise.all(Array.from({ length: PIECES_AT_ONCE }, fetchNext));
  throwFailure(failure);
}

function throwFailure(failure: { error: unknown } | null): void {
  if (failure) throw failure.error;
}

async function fetchPiece(
  partial: PartialDownload,
  piece: Piece,
  { lake, object, signal, onBytes }: ObjectDownload,
): Promise<void> {
  signal.throwIfAborted();
  const range = { start: piece.start, end: piece.end };
  const chunks = lake.objects.read(object.key, { range, ifMatch: object.etag, isReadOnce: true, signal });
  if (await partial.keep(piece, chunks, onBytes)) return;
  throw new AppError("CHANGED_WHILE_READING", `“${object.key}” was changed while it was downloaded.`, {
    hint: "Download it again.",
    retryable: true,
  });
}

/** Compares with the MD5 that the store tells, where it tells one. What does not fit comes a second time. */
async function proveContent(partial: PartialDownload, download: ObjectDownload): Promise<void> {
  const { lake, object, signal } = download;
  if (!lake.details || !MD5.test(object.etag)) return;
  const first = await partial.md5(signal);
  if (first === object.etag) return;
  const { encryption } = await lake.details.describe(object.key, { signal });
  if (encryption.kind === "kms") return;
  await partial.restart();
  download.onBytes(-object.size);
  await fetchMissing(partial, download);
  const second = await partial.md5(signal);
  // The same twice, over other connections: the etags of this store are no MD5.
  if (second === object.etag || second === first) return;
  await partial.restart();
  throw new AppError("DAMAGED", `“${basename(download.target)}” did not arrive as it is in the store.`, {
    hint: "Retry. If it comes again, something on the way (a proxy, memory) changes data.",
    retryable: true,
    details: { file: object.key },
  });
}
