import {
  CopyObjectCommand,
  DeleteObjectTaggingCommand,
  type HeadObjectCommandOutput,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  type ServerSideEncryption,
  StorageClass,
} from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { ObjectChange, ObjectEncryption, RestoreSpeed } from "../../../../../shared/domain/object-details.ts";
import { copiedAttributes, tagsOf } from "../copying/copied-attributes.ts";
import { copyInParts } from "../copying/copy-in-parts.ts";
import { headersOf, requirePlain } from "../header-text.ts";
import { type S3Place, copySource } from "../key-space.ts";
import { etagOf, quoted } from "../object-facts.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { sendExpires } from "../writing/expires-header.ts";
import type { PartAttributes } from "../writing/multipart-upload.ts";

/** Changes what is known of an object. S3 changes nothing in place but tags: the rest is a copy onto itself. */
export async function changeObject(
  context: S3Context,
  place: S3Place,
  { change, ifMatch }: { change: ObjectChange; ifMatch: string },
  signal: AbortSignal,
): Promise<void> {
  const { tags, ...rest } = change;
  // What no store would take is refused before anything is asked.
  const wanted = attributesOf(rest);
  const head = await headOf(context, place, signal);
  if (!head || etagOf(head.ETag) !== ifMatch) throw changed(place);
  if (Object.keys(rest).length > 0) await copyOntoItself(context, place, head, wanted, signal);
  if (tags) await replaceTags(context, place, tags, signal);
}

/** Makes an earlier version the newest, in the class and encryption that it has. NOT_FOUND when there is no such version. */
export async function restoreVersion(
  context: S3Context,
  place: S3Place,
  versionId: string,
  signal: AbortSignal,
): Promise<void> {
  const head = await headOf(context, place, signal, versionId);
  if (!head) throw new AppError("NOT_FOUND", `That version of “${place.uri}” is not there any more.`);
  if ((head.ContentLength ?? 0) > context.limits.copyBytes) {
    const tags = await tagsOf(context, place, signal, versionId);
    const request = { from: place, versionId, to: place, mode: "replace", signal } as const;
    await copyInParts(context, request, { head, tags, attributes: copiedAttributes(head, tags) });
    return;
  }
  const command = new CopyObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    CopySource: copySource(place, versionId),
    // All else is copied along.
    StorageClass: head.StorageClass,
    ServerSideEncryption: head.ServerSideEncryption,
    SSEKMSKeyId: head.SSEKMSKeyId,
  });
  await answeredAbout(context.client.send(command, { abortSignal: signal }), "PutObject", place);
}

const speeds = { expedited: "Expedited", standard: "Standard", bulk: "Bulk" } as const;

/** Asks for an archived object; that a restore is under way already is no error. */
export async function restoreArchived(
  context: S3Context,
  place: S3Place,
  { days, speed }: { days: number; speed: RestoreSpeed },
  signal: AbortSignal,
): Promise<void> {
  const head = await headOf(context, place, signal);
  // It goes back to a tier that is read at once, and stays there: S3 refuses a number of days.
  const stays = head?.StorageClass === "INTELLIGENT_TIERING";
  const command = new RestoreObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    RestoreRequest: { ...(stays ? {} : { Days: days }), GlacierJobParameters: { Tier: speeds[speed] } },
  });
  try {
    await answeredAbout(context.client.send(command, { abortSignal: signal }), "RestoreObject", place);
  } catch (error) {
    if (error instanceof AppError && error.details?.["service"] === "RestoreAlreadyInProgress") return;
    if (error instanceof AppError && error.details?.["service"] === "InvalidObjectState")
      throw notArchived(place, error);
    throw error;
  }
}

async function copyOntoItself(
  context: S3Context,
  place: S3Place,
  head: HeadObjectCommandOutput,
  wanted: PartAttributes,
  signal: AbortSignal,
): Promise<void> {
  const attributes = { ...copiedAttributes(head, []), ...wanted };
  if ((head.ContentLength ?? 0) > context.limits.copyBytes) {
    const tags = await tagsOf(context, place, signal);
    const request = { from: place, to: place, mode: "replace", signal } as const;
    await copyInParts(context, request, { head, attributes, tags });
    return;
  }
  const { ExpiresString, ...given } = attributes;
  const command = new CopyObjectCommand({
    ...given,
    Bucket: place.bucket,
    Key: place.key,
    CopySource: copySource(place),
    CopySourceIfMatch: quoted(etagOf(head.ETag)),
    MetadataDirective: "REPLACE",
  });
  sendExpires(command.middlewareStack, ExpiresString);
  await answeredAbout(context.client.send(command, { abortSignal: signal }), "PutObject", place);
}

function attributesOf({ contentType, metadata, storageClass, encryption }: ObjectChange): PartAttributes {
  return {
    ...(contentType === undefined ? {} : { ContentType: requirePlain(contentType, "The content type") }),
    ...(metadata === undefined ? {} : { Metadata: headersOf(metadata) }),
    ...(storageClass === undefined ? {} : { StorageClass: classOf(storageClass) }),
    ...(encryption === undefined ? {} : encrypted(encryption)),
  };
}

function classOf(name: string): StorageClass {
  const known = Object.values(StorageClass).find((other) => other === name);
  if (known) return known;
  throw new AppError("INVALID_INPUT", `“${name}” is no storage class of S3.`, { hint: "Choose one of the list." });
}

function encrypted(encryption: ObjectEncryption): {
  ServerSideEncryption: ServerSideEncryption | undefined;
  SSEKMSKeyId: string | undefined;
} {
  if (encryption.kind === "none") return { ServerSideEncryption: undefined, SSEKMSKeyId: undefined };
  if (encryption.kind === "store-key") return { ServerSideEncryption: "AES256", SSEKMSKeyId: undefined };
  return { ServerSideEncryption: "aws:kms", SSEKMSKeyId: encryption.keyId ?? undefined };
}

async function replaceTags(
  { client }: S3Context,
  place: S3Place,
  tags: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const object = { Bucket: place.bucket, Key: place.key };
  const set = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const sent =
    set.length === 0
      ? client.send(new DeleteObjectTaggingCommand(object), { abortSignal: signal })
      : client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: set } }), { abortSignal: signal });
  await answeredAbout<unknown>(sent, "PutObjectTagging", place);
}

function changed(place: S3Place): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${place.uri}” was changed by another meanwhile.`, {
    hint: "Look at it again, then change it.",
    retryable: true,
  });
}

function notArchived(place: S3Place, cause: unknown): AppError {
  return new AppError("INVALID_INPUT", `“${place.uri}” is not archived, so that there is nothing to restore.`, {
    cause,
  });
}
