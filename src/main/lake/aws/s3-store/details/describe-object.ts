import type { HeadObjectCommandOutput, Tag } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { ObjectEncryption, ObjectFacts } from "../../../../../shared/domain/object-details.ts";
import { tagsOf } from "../copying/copied-attributes.ts";
import { metadataOf } from "../header-text.ts";
import type { S3Place } from "../key-space.ts";
import { etagOf } from "../object-facts.ts";
import type { S3Context } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";

/** Classes whose objects have to be restored before they are read (“Archived objects in S3”). */
const ARCHIVES = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/** What a HEAD and the tags tell. NOT_FOUND when there is no such object. */
export async function describeObject(context: S3Context, place: S3Place, signal: AbortSignal): Promise<ObjectFacts> {
  const [head, tags] = await Promise.all([headOf(context, place, signal), readableTags(context, place, signal)]);
  if (!head) throw new AppError("NOT_FOUND", `“${place.uri}” is not there.`, { hint: "Refresh the folder." });
  const { VersionId } = head;
  return {
    size: head.ContentLength ?? 0,
    modified: (head.LastModified ?? new Date(0)).toISOString(),
    etag: etagOf(head.ETag),
    versionId: VersionId === undefined || VersionId === "null" ? null : VersionId,
    contentType: head.ContentType ?? null,
    contentEncoding: head.ContentEncoding ?? null,
    cacheControl: head.CacheControl ?? null,
    metadata: metadataOf(head.Metadata ?? {}),
    tags: tags && pairsOf(tags),
    storageClass: head.StorageClass ?? "STANDARD",
    encryption: encryptionOf(head),
    archive: archiveOf(head),
  };
}

/** Tags have a permission of their own: without it, the rest is still shown. */
async function readableTags(context: S3Context, place: S3Place, signal: AbortSignal): Promise<Tag[] | null> {
  try {
    return await tagsOf(context, place, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === "ACCESS_DENIED") return null;
    throw error;
  }
}

function pairsOf(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

export function encryptionOf(facts: {
  ServerSideEncryption?: string | undefined;
  SSEKMSKeyId?: string | undefined;
}): ObjectEncryption {
  const { ServerSideEncryption: kind, SSEKMSKeyId: keyId } = facts;
  if (kind === undefined) return { kind: "none" };
  return kind === "AES256" ? { kind: "store-key" } : { kind: "kms", keyId: keyId ?? null };
}

/** From the header x-amz-restore: `ongoing-request="false", expiry-date="…"`. */
function archiveOf({ StorageClass, ArchiveStatus, Restore }: HeadObjectCommandOutput): ObjectFacts["archive"] {
  if (Restore?.includes('ongoing-request="true"')) return { state: "restoring", until: null };
  const expiry = /expiry-date="([^"]+)"/.exec(Restore ?? "")?.[1];
  if (expiry !== undefined) return { state: "restored", until: new Date(expiry).toISOString() };
  const isArchived = ARCHIVES.has(StorageClass ?? "") || ArchiveStatus !== undefined;
  return isArchived ? { state: "archived", until: null } : null;
}
