import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoredObject, WriteOptions } from "../../../ports.ts";
import { nameTaken } from "../conditional-writes.ts";
import { inParallel } from "../in-parallel.ts";
import type { S3Place } from "../key-space.ts";
import { objectOf } from "../object-facts.ts";
import type { S3Context } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { BodyParts, changedWhileReading } from "./body-parts.ts";
import { MultipartUpload } from "./multipart-upload.ts";
import { putObject } from "./put-object.ts";
import { writeResumable } from "./resumable-write.ts";
import { LARGEST_OBJECT, MOST_PARTS, growingPartBytes, partBytesOf } from "./transfer-limits.ts";

/** So much of an object is read before memory is asked for: most of Lakeshore's own records are smaller. */
const SMALL_BYTES = 256 * 1024;

/** Writes an object: in one request, or in parts once it is larger than one of them. */
export async function writeObject(
  context: S3Context,
  place: S3Place,
  body: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<StoredObject> {
  const { size, signal } = options;
  if (signal.aborted) throw cancelled();
  if (size !== undefined && size > LARGEST_OBJECT) throw tooLarge(place);
  const { resumable } = options;
  if (resumable && size !== undefined && size > partBytesOf(size, context.limits)) {
    await body[Symbol.asyncIterator]().return?.();
    return writeResumable(context, place, { ...options, size, resumable }).catch((error: unknown) => {
      throw signal.aborted ? cancelled() : error;
    });
  }
  const parts = new BodyParts(body, signal);
  try {
    return await writeParts(context, place, parts, options);
  } catch (error) {
    // What the SDK or the source threw because of it.
    throw signal.aborted ? cancelled() : error;
  } finally {
    await parts.close();
  }
}

async function writeParts(
  context: S3Context,
  place: S3Place,
  parts: BodyParts,
  options: WriteOptions,
): Promise<StoredObject> {
  const { mode, size, signal, onProgress } = options;
  const partBytes = size === undefined ? growingPartBytes(1, context.limits) : partBytesOf(size, context.limits);
  const small = await parts.take(Math.min(SMALL_BYTES, partBytes));
  const isSmall = small.byteLength < Math.min(SMALL_BYTES, partBytes);
  const release = isSmall ? () => undefined : await context.memory.take(partBytes, signal);
  try {
    const room = isSmall ? null : context.memory.room(partBytes);
    room?.set(small);
    const body = room ? await parts.fill(room, small.byteLength) : small;
    const isEnd = body.byteLength < partBytes || (await parts.isAtEnd());
    refuseOtherSize(place, parts.taken, size, isEnd);
    if (!isEnd) return await writeMultipart(context, place, { number: 1, body, room, release }, parts, options);
    const written = await putObject(context, { place, body, mode, signal });
    if (room) context.memory.spare(room);
    onProgress?.(body.byteLength);
    return written;
  } finally {
    release();
  }
}

interface Block {
  number: number;
  body: Buffer<ArrayBuffer>;
  /** What the body lies in; null when it is smaller than what memory is asked for. */
  room: Buffer<ArrayBuffer> | null;
  release: () => void;
}

async function writeMultipart(
  context: S3Context,
  place: S3Place,
  begun: Block,
  parts: BodyParts,
  { mode, size, signal, onProgress }: WriteOptions,
): Promise<StoredObject> {
  let waiting: Block | null = begun;
  let upload: MultipartUpload | null = null;
  let sent = 0;
  let number = 1;
  const next = async (stopped: AbortSignal): Promise<Block | null> => {
    const first = waiting;
    waiting = null;
    if (first) return first;
    number += 1;
    const bytes = size === undefined ? growingPartBytes(number, context.limits) : partBytesOf(size, context.limits);
    const release = await context.memory.take(bytes, stopped);
    try {
      const room = context.memory.room(bytes);
      const body = await parts.fill(room);
      refuseOtherSize(place, parts.taken, size, body.byteLength < bytes);
      if (body.byteLength > 0 && number > MOST_PARTS) throw tooLarge(place);
      if (body.byteLength > 0) return { number, body, room, release };
    } catch (error) {
      release();
      throw error;
    }
    release();
    return null;
  };
  try {
    // A name that is taken is told before gigabytes have moved.
    if (mode === "create" && (await headOf(context, place, signal))) throw nameTaken(place.uri);
    upload = await MultipartUpload.begin(context, place, signal);
    const begunUpload = upload;
    await inParallel(
      context.limits.parallelParts,
      signal,
      next,
      async ({ number: part, body, room, release }, stopped) => {
        try {
          await begunUpload.send(part, body, stopped);
          if (room) context.memory.spare(room);
        } finally {
          release();
        }
        sent += body.byteLength;
        onProgress?.(sent);
      },
    );
    if (signal.aborted) throw cancelled();
    await upload.complete(mode, signal);
  } catch (error) {
    await upload?.abort();
    throw error;
  }
  const head = await headOf(context, place, signal);
  if (!head || (mode === "create" && head.ContentLength !== sent)) throw replacedAtOnce(place);
  return objectOf(place.storeKey(place.key), head);
}

function refuseOtherSize(place: S3Place, taken: number, size: number | undefined, isEnd: boolean): void {
  if (size === undefined) return;
  if (taken > size || (isEnd && taken !== size)) throw changedWhileReading(place.uri, size, taken);
}

function cancelled(): AppError {
  return new AppError("CANCELLED", "Writing was cancelled.");
}

function tooLarge(place: S3Place): AppError {
  return new AppError("TOO_LARGE", `“${place.uri}” would be larger than S3 allows.`, {
    hint: "Split it into smaller objects.",
  });
}

function replacedAtOnce(place: S3Place): AppError {
  return new AppError(
    "CHANGED_WHILE_READING",
    `“${place.uri}” was written, and replaced or removed at once by another.`,
    {
      hint: "Look at what is there now.",
    },
  );
}
