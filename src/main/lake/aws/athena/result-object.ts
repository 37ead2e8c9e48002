import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { awsError } from "../errors/aws-error.ts";

/** Bytes of one request, and requests at a time: one connection to S3 gives about 100 MB/s at most, often much less. */
const PART = 8 * 2 ** 20;
const AT_ONCE = 6;
const TRIES = 3;

export interface ResultObject {
  uri: string;
  bucket: string;
  key: string;
  size: number;
  etag: string;
}

/** What is at the place that Athena named; null when nothing is there. */
export async function findObject(client: S3Client, uri: string, signal: AbortSignal): Promise<ResultObject | null> {
  const { bucket, key } = placeOfUri(uri);
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
    return { uri, bucket, key, size: head.ContentLength ?? 0, etag: head.ETag ?? "" };
  } catch (error) {
    const failure = awsError(error, { call: "s3:GetObject", resource: uri });
    if (failure.code === "NOT_FOUND") return null;
    throw failure;
  }
}

/** Fetches the object into a new file by ranges, several at a time. A part that breaks off is fetched again. */
export async function fetchToFile(
  client: S3Client,
  object: ResultObject,
  path: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (bytes: number) => void },
): Promise<void> {
  const file = await open(path, "wx", 0o600);
  const stop = new AbortController();
  const bounded = AbortSignal.any([signal, stop.signal]);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < object.size) {
      const start = next;
      next = Math.min(object.size, start + PART);
      const end = next;
      await fetchPart(client, object, { file, start, end, signal: bounded });
      done += end - start;
      onProgress(done);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        work().catch((error: unknown) => {
          stop.abort();
          throw error;
        }),
      ),
    );
  } finally {
    stop.abort();
    await file.close();
  }
}

interface Part {
  file: FileHandle;
  start: number;
  end: number;
  signal: AbortSignal;
}

async function fetchPart(client: S3Client, object: ResultObject, part: Part): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await copyPart(client, object, part);
    } catch (error) {
      const failure = awsError(error, { call: "s3:GetObject", resource: object.uri });
      if (part.signal.aborted || !failure.retryable || tried === TRIES) throw failure;
    }
  }
}

async function copyPart(client: S3Client, { bucket, key, etag, uri }: ResultObject, part: Part): Promise<void> {
  const { file, start, end, signal } = part;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    Range: `bytes=${start}-${end - 1}`,
    ...(etag !== "" && { IfMatch: etag }),
  });
  const { Body } = await client.send(command, { abortSignal: signal });
  let at = start;
  if (Body instanceof Readable) {
    for await (const chunk of chunksOf(Body)) {
      if (at + chunk.length > end) break;
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
    }
  }
  if (at === end) return;
  throw new AppError("UNAVAILABLE", `The result “${uri}” came only in part.`, {
    hint: "Attach to the execution again to fetch it.",
    retryable: true,
  });
}

function chunksOf(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return body;
}

/** The bucket and the key, or prefix, of an address as Athena writes it. */
export function placeOfUri(uri: string): { bucket: string; key: string } {
  const found = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri);
  if (found?.[1] !== undefined && found[2] !== undefined) return { bucket: found[1], key: found[2] };
  throw new AppError("INTERNAL", `Athena named a place that is not in S3: ${uri}.`);
}
