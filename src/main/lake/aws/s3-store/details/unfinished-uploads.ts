import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  type MultipartUpload,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { UnfinishedUpload, UnfinishedUploads } from "../../../../../shared/domain/object-details.ts";
import { inParallel } from "../in-parallel.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { storedParts } from "../writing/stored-parts.ts";

const PARTS_AT_ONCE = 8;
/** S3's limit of a page. */
const MOST_A_PAGE = 1000;
/** Pages that are looked through to count what follows. */
const COUNTED_PAGES = 100;

const Cursor = z.object({ key: z.string(), uploadId: z.string() });
type Cursor = z.infer<typeof Cursor>;

/** Uploads in parts below a prefix that nobody has ended, with what they hold: a page, by key, oldest first of each key. */
export async function unfinishedUploads(
  context: S3Context,
  place: S3Place,
  cursor: string | null,
  signal: AbortSignal,
): Promise<UnfinishedUploads> {
  const from = cursor === null ? null : parsed(cursor);
  const page = await listed(context, place, from, context.limits.pageUploads, signal);
  const found: UnfinishedUpload[] = [];
  const waiting = (page.Uploads ?? []).values();
  const next = async () => waiting.next().value ?? null;
  await inParallel(PARTS_AT_ONCE, signal, next, async (upload, stopped) => {
    const held = await heldBy(context, place, upload, stopped);
    if (held) found.push(held);
  });
  const following = nextOf(page);
  return {
    uploads: found.toSorted(byKeyAndAge),
    next: following && JSON.stringify(following),
    after: following ? await countAfter(context, place, following, signal) : { count: 0, isCut: false },
  };
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

function listed(
  { client }: S3Context,
  place: S3Place,
  from: Cursor | null,
  most: number,
  signal: AbortSignal,
): Promise<ListMultipartUploadsCommandOutput> {
  const command = new ListMultipartUploadsCommand({
    Bucket: place.bucket,
    Prefix: place.key,
    MaxUploads: most,
    ...(from === null ? {} : { KeyMarker: from.key, UploadIdMarker: from.uploadId }),
  });
  return answeredAbout(client.send(command, { abortSignal: signal }), "ListBucketMultipartUploads", place);
}

function nextOf({
  IsTruncated,
  NextKeyMarker: key,
  NextUploadIdMarker: uploadId = "",
}: ListMultipartUploadsCommandOutput): Cursor | null {
  return IsTruncated === true && key !== undefined ? { key, uploadId } : null;
}

/** How many follow; what they hold is not looked at. */
async function countAfter(
  context: S3Context,
  place: S3Place,
  first: Cursor,
  signal: AbortSignal,
): Promise<UnfinishedUploads["after"]> {
  let from: Cursor | null = first;
  let count = 0;
  for (let pages = 0; from !== null && pages < COUNTED_PAGES; pages += 1) {
    const page: ListMultipartUploadsCommandOutput = await listed(context, place, from, MOST_A_PAGE, signal);
    count += page.Uploads?.length ?? 0;
    from = nextOf(page);
  }
  return { count, isCut: from !== null };
}

/** Null when it has ended meanwhile. */
async function heldBy(
  context: S3Context,
  place: S3Place,
  { Key: key, UploadId: uploadId, Initiated }: MultipartUpload,
  signal: AbortSignal,
): Promise<UnfinishedUpload | null> {
  if (key === undefined || uploadId === undefined) return null;
  const at = { ...place, key, uri: `s3://${place.bucket}/${key}` };
  let [bytes, parts] = [0, 0];
  try {
    for await (const page of storedParts(context, at, uploadId, signal)) {
      for (const { Size = 0 } of page) bytes += Size;
      parts += page.length;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
  return { key, uploadId, startedAt: (Initiated ?? new Date(0)).toISOString(), bytes, parts };
}

function byKeyAndAge(a: UnfinishedUpload, b: UnfinishedUpload): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.startedAt < b.startedAt ? -1 : 1;
}

function parsed(cursor: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new AppError("INVALID_INPUT", "That page of unfinished uploads is not known.", {
      hint: "List them again.",
      cause,
    });
  }
}
