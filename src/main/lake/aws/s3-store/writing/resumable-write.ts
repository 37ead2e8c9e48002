import type { CompletedPart } from "@aws-sdk/client-s3";
import { z } from "zod";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoredObject, WriteOptions } from "../../../ports.ts";
import type { ResumableWrite } from "../../../resumable-write.ts";
import { nameTaken } from "../conditional-writes.ts";
import { inParallel } from "../in-parallel.ts";
import type { S3Place } from "../key-space.ts";
import { objectOf } from "../object-facts.ts";
import type { S3Context } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { MultipartUpload } from "./multipart-upload.ts";
import { storedParts } from "./stored-parts.ts";
import { partBytesOf } from "./transfer-limits.ts";

/** What a ledger keeps of an upload in parts. */
const KeptUpload = z.object({
  uri: z.string(),
  uploadId: z.string(),
  version: z.string(),
  size: z.number(),
  partBytes: z.number(),
});
type KeptUpload = z.infer<typeof KeptUpload>;

interface ResumableRequest extends WriteOptions {
  size: number;
  resumable: ResumableWrite;
}

/**
 * Writes an object in parts that are read by their position, so that what breaks off goes on with the parts that are
 * missing. Only what does not go on, or can never become the object, is given up.
 */
export async function writeResumable(
  context: S3Context,
  place: S3Place,
  request: ResumableRequest,
): Promise<StoredObject> {
  const { mode, size, resumable, signal } = request;
  if (mode === "create" && (await headOf(context, place, signal))) throw nameTaken(place.uri);
  const { upload, partBytes, sent } = await begunUpload(context, place, request);
  try {
    await sendMissing(context, upload, { ...request, partBytes, sent });
    // Also when no part was missing any more.
    await resumable.read(size, new Uint8Array(), signal);
    await upload.complete(mode, signal);
  } catch (error) {
    const isKept = signal.aborted ? resumable.goesOnLater() : canGoOnAfter(error);
    if (!isKept) {
      await upload.abort();
      resumable.onState(null);
    }
    throw error;
  }
  resumable.onState(null);
  const head = await headOf(context, place, signal);
  if (head?.ContentLength !== size) {
    throw new AppError("CHANGED_WHILE_READING", `“${place.uri}” was replaced at once by another.`, {
      hint: "Look at what is there now.",
    });
  }
  return objectOf(place.storeKey(place.key), head);
}

function canGoOnAfter(error: unknown): boolean {
  return error instanceof AppError && error.retryable && error.code !== "CHANGED_WHILE_READING";
}

async function sendMissing(
  context: S3Context,
  upload: MultipartUpload,
  request: ResumableRequest & { partBytes: number; sent: number },
): Promise<void> {
  const { size, partBytes, resumable, signal, onProgress } = request;
  let { sent } = request;
  let number = 0;
  onProgress?.(sent);
  const next = async () => {
    do number += 1;
    while (upload.has(number));
    const start = (number - 1) * partBytes;
    return start < size ? { number, start, end: Math.min(start + partBytes, size) } : null;
  };
  await inParallel(context.limits.parallelParts, signal, next, async ({ number: part, start, end }, stopped) => {
    // A short last part has room of the size of all, too, which the next part of another write can use.
    const release = await context.memory.take(partBytes, stopped);
    try {
      const room = context.memory.room(partBytes);
      const body = room.subarray(0, end - start);
      await resumable.read(start, body, stopped);
      await upload.send(part, body, stopped);
      context.memory.spare(room);
      sent += body.byteLength;
      onProgress?.(sent);
    } finally {
      release();
    }
  });
}

interface Begun {
  upload: MultipartUpload;
  partBytes: number;
  /** Bytes that the store has already. */
  sent: number;
}

async function begunUpload(context: S3Context, place: S3Place, request: ResumableRequest): Promise<Begun> {
  const { size, resumable, signal } = request;
  const kept = keptUpload(resumable.state);
  if (kept) {
    const isThis = kept.uri === place.uri && kept.size === size && kept.version === resumable.version;
    const parts = isThis ? await wholeParts(context, place, kept, signal) : null;
    if (!isThis) await MultipartUpload.resumed(context, context.keys.object(kept.uri), kept.uploadId, []).abort();
    if (parts) {
      const upload = MultipartUpload.resumed(context, place, kept.uploadId, parts.known);
      return { upload, partBytes: kept.partBytes, sent: parts.bytes };
    }
  }
  const partBytes = partBytesOf(size, context.limits);
  const upload = await MultipartUpload.begin(context, place, signal);
  const { version } = resumable;
  const state: KeptUpload = { uri: place.uri, uploadId: upload.uploadId, version, size, partBytes };
  try {
    resumable.onState(JSON.stringify(state));
  } catch (error) {
    await upload.abort();
    throw error;
  }
  return { upload, partBytes, sent: 0 };
}

function keptUpload(state: string | null): KeptUpload | null {
  if (state === null) return null;
  try {
    return KeptUpload.parse(JSON.parse(state));
  } catch {
    // Of another version of the app: what it kept is found among the unfinished uploads.
    return null;
  }
}

/** The parts that are whole; null when the store does not know the upload any more. */
async function wholeParts(
  context: S3Context,
  place: S3Place,
  { uploadId, size, partBytes }: KeptUpload,
  signal: AbortSignal,
): Promise<{ known: (CompletedPart & { PartNumber: number })[]; bytes: number } | null> {
  const known: (CompletedPart & { PartNumber: number })[] = [];
  let bytes = 0;
  try {
    for await (const page of storedParts(context, place, uploadId, signal)) {
      for (const { PartNumber = 0, Size = 0, ETag, ChecksumCRC32 } of page) {
        if (Size !== Math.min(partBytes, size - (PartNumber - 1) * partBytes)) continue;
        known.push({ PartNumber, ETag, ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }) });
        bytes += Size;
      }
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
  return { known, bytes };
}
