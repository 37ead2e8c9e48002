import { HeadObjectCommand, type HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { StoreEntry, StoredObject } from "../../ports.ts";
import { listPage } from "./listing/list-page.ts";
import type { S3Place } from "./key-space.ts";
import { objectOf } from "./object-facts.ts";
import { type S3Context, answeredAbout } from "./s3-context.ts";

/** What a HEAD tells of an object, or of an earlier version of it; null when there is no such object. */
export async function headOf(
  { client }: S3Context,
  place: S3Place,
  signal: AbortSignal,
  versionId?: string,
): Promise<HeadObjectCommandOutput | null> {
  const command = new HeadObjectCommand({ Bucket: place.bucket, Key: place.key, VersionId: versionId });
  try {
    return await answeredAbout(client.send(command, { abortSignal: signal }), "GetObject", place);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** The object; null when there is none. */
async function objectAt(context: S3Context, place: S3Place, signal: AbortSignal): Promise<StoredObject | null> {
  const head = await headOf(context, place, signal);
  return head && objectOf(place.storeKey(place.key), head);
}

/** The prefix; null when nothing has it. */
export async function prefixAt(context: S3Context, place: S3Place, signal: AbortSignal): Promise<StoreEntry | null> {
  const { objects, prefixes } = await listPage(context, { place, delimiter: null, from: null, keys: 1, signal });
  const isHome = place.bucket === context.keys.home.bucket && place.key === context.keys.home.prefix;
  if (objects.length + prefixes.length === 0 && !isHome) return null;
  const marker = objects.find(({ key }) => key === place.key);
  return { kind: "prefix", key: place.storeKey(place.key), modified: marker?.modified ?? null };
}

/** An object, or else the prefix of that name. NOT_FOUND when there is neither. */
export async function statEntry(context: S3Context, key: string, signal: AbortSignal): Promise<StoreEntry> {
  if (signal.aborted) throw new AppError("CANCELLED", "Looking was cancelled.");
  const prefix = context.keys.prefix(key);
  const isPrefix = key === "" || key.endsWith("/");
  const found =
    (isPrefix ? null : await objectAt(context, context.keys.object(key), signal)) ??
    (await prefixAt(context, prefix, signal));
  if (found) return found;
  throw new AppError("NOT_FOUND", `“${isPrefix ? prefix.uri : prefix.uri.slice(0, -1)}” is not there.`, {
    hint: "It may have been moved or removed. Refresh the folder.",
    details: { file: key },
  });
}
