import {
  GetObjectTaggingCommand,
  type HeadObjectCommandOutput,
  PutObjectTaggingCommand,
  type Tag,
} from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { copiedHeaders } from "../header-text.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import type { PartAttributes } from "../writing/multipart-upload.ts";

/** What a copy in parts has to be given, which CopyObject takes over by itself. */
export function copiedAttributes(head: HeadObjectCommandOutput, tags: readonly Tag[]): PartAttributes {
  const { ContentType, ContentEncoding, ContentLanguage, ContentDisposition, CacheControl, Metadata } = head;
  const given = {
    ContentType,
    ContentEncoding,
    ContentLanguage,
    ContentDisposition,
    CacheControl,
    Metadata: Metadata && copiedHeaders(Metadata),
    ExpiresString: head.ExpiresString,
    StorageClass: head.StorageClass,
    ServerSideEncryption: head.ServerSideEncryption,
    SSEKMSKeyId: head.SSEKMSKeyId,
    BucketKeyEnabled: head.BucketKeyEnabled,
    Tagging: tags.length === 0 ? undefined : tagHeader(tags),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** None where the store has no tags. */
export async function tagsOf(
  { client }: S3Context,
  place: S3Place,
  signal: AbortSignal,
  versionId?: string,
): Promise<Tag[]> {
  const command = new GetObjectTaggingCommand({ Bucket: place.bucket, Key: place.key, VersionId: versionId });
  try {
    const { TagSet } = await answeredAbout(client.send(command, { abortSignal: signal }), "GetObjectTagging", place);
    return TagSet ?? [];
  } catch (error) {
    if (error instanceof AppError && (error.code === "UNSUPPORTED" || error.code === "NOT_FOUND")) return [];
    throw error;
  }
}

function tagHeader(tags: readonly Tag[]): string {
  return new URLSearchParams(tags.map(({ Key = "", Value = "" }): [string, string] => [Key, Value])).toString();
}

/** Ceph takes no tags at the start of a multipart upload, and does not say so. */
export async function keepTags(
  context: S3Context,
  place: S3Place,
  tags: readonly Tag[],
  signal: AbortSignal,
): Promise<void> {
  if (tags.length === 0 || (await tagsOf(context, place, signal)).length === tags.length) return;
  const command = new PutObjectTaggingCommand({ Bucket: place.bucket, Key: place.key, Tagging: { TagSet: [...tags] } });
  await answeredAbout(context.client.send(command, { abortSignal: signal }), "PutObjectTagging", place);
}
