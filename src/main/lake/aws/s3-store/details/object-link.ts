import { GetObjectCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { errorFacts } from "../../errors/error-facts.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";

interface LinkRequest {
  seconds: number;
  versionId: string | null;
  signal: AbortSignal;
}

/**
 * An address of an object that a browser can open. Without keys there is nothing to sign with: it is the plain address then,
 * which is good for as long as the object is public (`expiresAt` null).
 */
export async function objectLink(
  { client }: S3Context,
  place: S3Place,
  { seconds, versionId, signal }: LinkRequest,
): Promise<{ url: string; expiresAt: string | null }> {
  signal.throwIfAborted();
  const command = new GetObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    ...(versionId === null ? {} : { VersionId: versionId }),
  });
  const isSigned = (await answeredAbout(client.config.credentials(), "GetObject", place)).accessKeyId !== "";
  const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
  const signer = await clientNear(client, place, signal);
  try {
    const url = await answeredAbout(getSignedUrl(signer, command, { expiresIn: seconds }), "GetObject", place);
    return isSigned ? { url, expiresAt } : { url: unsigned(url), expiresAt: null };
  } finally {
    if (signer !== client) signer.destroy();
  }
}

/** Nobody who opens a link follows S3 to another region: it has to be signed for the bucket's own. */
async function clientNear(client: S3Client, place: S3Place, signal: AbortSignal): Promise<S3Client> {
  // Only AWS has regions that answer for one another.
  if (!client.config.followRegionRedirects) return client;
  const region = await regionOf(client, place.bucket, signal);
  signal.throwIfAborted();
  if (region === null || region === (await answeredAbout(client.config.region(), "GetObject", place))) return client;
  return new S3Client({ region, credentials: client.config.credentials, profile: client.config.profile });
}

/** As the store tells it, also where it refuses the question; null when it does not. */
async function regionOf(client: S3Client, bucket: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal });
    return BucketRegion ?? null;
  } catch (error) {
    return errorFacts(error).region;
  }
}

/** The address without what the SDK adds to sign it. */
function unsigned(signed: string): string {
  const url = new URL(signed);
  const own = [...url.searchParams].filter(([name]) => !/^x-(?:amz-|id$)/i.test(name));
  url.search = new URLSearchParams(own).toString();
  return url.href;
}
