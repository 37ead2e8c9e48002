import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, ListPartsCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { UnfinishedUpload } from "../../../../../shared/domain/object-details.ts";
import { inParallel } from "../in-parallel.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";

const MOST_UPLOADS = 1000;
const PARTS_AT_ONCE = 8;

/** Uploads in parts below a prefix that nobody has ended, with what they hold. Oldest first. */
export async function unfinishedUploads(
  context: S3Context,
  place: S3Place,
  signal: AbortSignal,
): Promise<UnfinishedUpload[]> {
  const command = new ListMultipartUploadsCommand({
    Bucket: place.bucket,
    Prefix: place.key,
    MaxUploads: MOST_UPLOADS,
  });
  const sent = context.client.send(command, { abortSignal: signal });
  const { Uploads = [] } = await answeredAbout(sent, "ListBucketMultipartUploads", place);
  const found: UnfinishedUpload[] = [];
  const waiting = Uploads[Symbol.iterator]();
  const next = async () => waiting.next().value ?? null;
  await inParallel(PARTS_AT_ONCE, signal, next, async ({ Key, UploadId, Initiated }, stopped) => {
    if (Key === undefined || UploadId === undefined) return;
    const held = await heldBy(context, { ...place, key: Key, uri: `s3://${place.bucket}/${Key}` }, UploadId, stopped);
    if (held)
      found.push({ key: Key, uploadId: UploadId, startedAt: (Initiated ?? new Date(0)).toISOString(), ...held });
  });
  return found.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Gives one up. INVALID_INPUT when it is not below the prefix. */
export async function abortUpload(
  { client }: S3Context,
  place: S3Place,
  { key, uploadId }: { key: string; uploadId: string },
  signal: AbortSignal,
): Promise<void> {
  if (!key.startsWith(place.key)) {
    throw new AppError("INVALID_INPUT", `“${key}” is not in this zone.`, {
      hint: "List the unfinished uploads again.",
    });
  }
  const command = new AbortMultipartUploadCommand({ Bucket: place.bucket, Key: key, UploadId: uploadId });
  const at = { ...place, key, uri: `s3://${place.bucket}/${key}` };
  await answeredAbout(client.send(command, { abortSignal: signal }), "AbortMultipartUpload", at);
}

/** Null when it has ended meanwhile. */
async function heldBy(
  { client }: S3Context,
  place: S3Place,
  uploadId: string,
  signal: AbortSignal,
): Promise<{ bytes: number; parts: number } | null> {
  const held = { bytes: 0, parts: 0 };
  for (let marker: string | undefined; ;) {
    const command = new ListPartsCommand({
      Bucket: place.bucket,
      Key: place.key,
      UploadId: uploadId,
      ...(marker === undefined ? {} : { PartNumberMarker: marker }),
    });
    try {
      const sent = client.send(command, { abortSignal: signal });
      const answer = await answeredAbout(sent, "ListMultipartUploadParts", place);
      for (const { Size = 0 } of answer.Parts ?? []) held.bytes += Size;
      held.parts += answer.Parts?.length ?? 0;
      const isEnd = answer.IsTruncated !== true || answer.NextPartNumberMarker === marker;
      if (isEnd) return held;
      marker = answer.NextPartNumberMarker;
    } catch (error) {
      if (error instanceof AppError && error.code === "NOT_FOUND") return null;
      throw error;
    }
  }
}
