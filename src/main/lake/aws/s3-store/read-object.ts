import { setTimeout as delay } from "node:timers/promises";
import { Readable } from "node:stream";
import { GetObjectCommand, type GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ReadOptions } from "../../ports.ts";
import { awsError } from "../errors/aws-error.ts";
import type { S3Place } from "./key-space.ts";
import { etagOf, quoted } from "./object-facts.ts";
import type { S3Context } from "./s3-context.ts";

/** Tries that bring nearly nothing before a read gives up; the SDK has retried each of them itself. */
const MOST_EMPTY_TRIES = 4;
const NEARLY_NOTHING = 64 * 1024;
const PAUSE_MS = 200;

/**
 * Bytes of an object, or of a range of it. A body that breaks off is taken up where it broke, and only from the very same
 * content. Leaving the loop closes the connection.
 */
export async function* readObject(
  context: S3Context,
  place: S3Place,
  { range, ifMatch, signal }: ReadOptions,
): AsyncGenerator<Uint8Array> {
  if (signal.aborted) throw cancelled();
  const end = range?.end ?? Number.MAX_SAFE_INTEGER;
  const start = range?.start ?? 0;
  if (start >= end && range !== undefined) return;
  const reading: Reading = { position: start, end, etag: ifMatch ?? null, isWhole: range === undefined };
  let emptyTries = 0;
  while (reading.position < reading.end) {
    const before = reading.position;
    try {
      yield* receive(context, place, reading, signal);
      return;
    } catch (error) {
      const known = signal.aborted ? cancelled() : awsError(error, { call: "s3:GetObject", resource: place.uri });
      emptyTries = reading.position - before > NEARLY_NOTHING ? 0 : emptyTries + 1;
      if (known.code !== "UNAVAILABLE" || !known.retryable || emptyTries >= MOST_EMPTY_TRIES) throw known;
      await delay(PAUSE_MS * emptyTries, undefined, { signal }).catch(() => undefined);
    }
  }
}

interface Reading {
  position: number;
  /** Clipped to the size once that is known. */
  end: number;
  etag: string | null;
  isWhole: boolean;
}

async function* receive(
  context: S3Context,
  place: S3Place,
  reading: Reading,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const answer = await open(context, place, reading, signal);
  if (answer === null) return;
  const body = answer.Body;
  if (!(body instanceof Readable)) throw new AppError("INTERNAL", `“${place.uri}” came without a body.`);
  const onAbort = () => body.destroy(cancelled());
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal.aborted) throw cancelled();
    const now = etagOf(answer.ETag);
    if (reading.etag !== null && reading.etag !== now) throw changed(place);
    reading.etag = now;
    let skip = firstByteOf(answer) === null ? reading.position : 0;
    reading.end = Math.min(reading.end, sizeOf(answer) ?? reading.end);
    for await (const chunk of bytesOf(body)) {
      const wanted = chunk.subarray(Math.min(skip, chunk.byteLength)).subarray(0, reading.end - reading.position);
      skip = Math.max(0, skip - chunk.byteLength);
      if (wanted.byteLength === 0) continue;
      reading.position += wanted.byteLength;
      yield wanted;
      if (reading.position >= reading.end) return;
    }
    if (reading.end !== Number.MAX_SAFE_INTEGER && reading.position < reading.end) throw brokeOff(place);
  } finally {
    signal.removeEventListener("abort", onAbort);
    body.destroy();
  }
}

/** Null when the range begins behind the end. */
async function open(
  { client }: S3Context,
  place: S3Place,
  { position, end, etag, isWhole }: Reading,
  signal: AbortSignal,
): Promise<GetObjectCommandOutput | null> {
  const last = end === Number.MAX_SAFE_INTEGER ? "" : String(end - 1);
  const command = new GetObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    ...(isWhole && position === 0 ? {} : { Range: `bytes=${position}-${last}` }),
    ...(etag === null ? {} : { IfMatch: quoted(etag) }),
  });
  try {
    return await client.send(command, { abortSignal: signal });
  } catch (error) {
    const known = awsError(error, { call: "s3:GetObject", resource: place.uri });
    if (known.details?.["status"] === 416) return null;
    throw known;
  }
}

/** Where the body begins; null when the server gives all of the object, also if it was asked for a range. */
function firstByteOf({ ContentRange }: GetObjectCommandOutput): number | null {
  const first = /^bytes (\d+)-/.exec(ContentRange ?? "")?.[1];
  return first === undefined ? null : Number(first);
}

/** Size of the object. */
function sizeOf({ ContentRange, ContentLength }: GetObjectCommandOutput): number | null {
  const total = /\/(\d+)$/.exec(ContentRange ?? "")?.[1];
  if (total !== undefined) return Number(total);
  return ContentRange === undefined ? (ContentLength ?? null) : null;
}

async function* bytesOf(body: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("a body gives bytes");
    yield chunk;
  }
}

function changed(place: S3Place): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${place.uri}” was changed while it was being read.`, {
    hint: "Open it again to see the new content.",
    retryable: true,
  });
}

function brokeOff(place: S3Place): AppError {
  return new AppError("UNAVAILABLE", `“${place.uri}” came in part only: the connection broke.`, {
    hint: "Check the network, then retry.",
    retryable: true,
  });
}

function cancelled(): AppError {
  return new AppError("CANCELLED", "Reading was cancelled.");
}
