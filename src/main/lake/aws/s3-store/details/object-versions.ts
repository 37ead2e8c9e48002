import { ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { ObjectVersion } from "../../../../../shared/domain/object-details.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";

const Cursor = z.object({ key: z.string(), versionId: z.string() });

/** Versions and deletions of an object, or of all below a prefix, a page at a time. Newest first for each key. */
export async function listVersions(
  { client, limits }: S3Context,
  place: S3Place,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ versions: ObjectVersion[]; next: string | null }> {
  const from = cursor === null ? null : parsed(cursor);
  const command = new ListObjectVersionsCommand({
    Bucket: place.bucket,
    Prefix: place.key,
    MaxKeys: limits.pageKeys,
    ...(from === null ? {} : { KeyMarker: from.key, VersionIdMarker: from.versionId }),
  });
  const answer = await answeredAbout(client.send(command, { abortSignal: signal }), "ListBucketVersions", place);
  const isWanted = (key: string) => place.key === "" || place.key.endsWith("/") || key === place.key;
  const all = [
    ...(answer.Versions ?? []).map((version) => ({ ...version, isDeletion: false })),
    ...(answer.DeleteMarkers ?? []).map((marker) => ({
      ...marker,
      Size: 0,
      StorageClass: undefined,
      isDeletion: true,
    })),
  ];
  const versions = all.flatMap(
    ({ Key = "", VersionId = "null", IsLatest, Size, LastModified, StorageClass, isDeletion }) => {
      if (!isWanted(Key)) return [];
      return {
        versionId: VersionId,
        path: place.storeKey(Key),
        isLatest: IsLatest === true,
        isDeletion,
        size: Size ?? 0,
        modified: (LastModified ?? new Date(0)).toISOString(),
        storageClass: StorageClass ?? null,
      };
    },
  );
  versions.sort((a, b) => (a.path === b.path ? compareAge(a, b) : a.path < b.path ? -1 : 1));
  return { versions, next: nextOf(answer, place) };
}

function compareAge(a: ObjectVersion, b: ObjectVersion): number {
  if (a.isLatest !== b.isLatest) return a.isLatest ? -1 : 1;
  return Date.parse(b.modified) - Date.parse(a.modified);
}

/** Null as well when what follows has another key than the object that was asked for. */
function nextOf(
  answer: {
    IsTruncated?: boolean | undefined;
    NextKeyMarker?: string | undefined;
    NextVersionIdMarker?: string | undefined;
  },
  { key }: S3Place,
): string | null {
  const { IsTruncated, NextKeyMarker, NextVersionIdMarker = "" } = answer;
  if (IsTruncated !== true || NextKeyMarker === undefined) return null;
  if (key !== "" && !key.endsWith("/") && NextKeyMarker !== key) return null;
  return JSON.stringify({ key: NextKeyMarker, versionId: NextVersionIdMarker });
}

function parsed(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new AppError("INVALID_INPUT", "That page of versions is not known.", { hint: "List them again.", cause });
  }
}
