import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { classOf, etagOf, secondOf } from "../object-facts.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";

export interface ListedObject {
  /** In the bucket. */
  key: string;
  size: number;
  modified: number;
  etag: string;
  storageClass?: string;
}

export interface ListedPage {
  objects: ListedObject[];
  /** Common prefixes. */
  prefixes: string[];
  /** How the next page is asked for; null after the last one. */
  next: { token: string } | { after: string } | null;
}

export interface PageRequest {
  place: S3Place;
  delimiter: "/" | null;
  from: { token: string } | { after: string } | null;
  keys?: number;
  signal: AbortSignal;
}

/** One page of keys. Servers that do not know continuation tokens are asked for what comes after the last key. */
export async function listPage({ client, limits }: S3Context, request: PageRequest): Promise<ListedPage> {
  const { place, delimiter, from, keys = limits.pageKeys, signal } = request;
  const command = new ListObjectsV2Command({
    Bucket: place.bucket,
    Prefix: place.key,
    MaxKeys: keys,
    // Keys may hold characters that XML 1.0 cannot say.
    EncodingType: "url",
    ...(delimiter === null ? {} : { Delimiter: delimiter }),
    ...(from === null ? {} : "token" in from ? { ContinuationToken: from.token } : { StartAfter: from.after }),
  });
  const answer = await answeredAbout(client.send(command, { abortSignal: signal }), "ListBucket", place);
  const decode = answer.EncodingType === "url" ? decoded : (key: string) => key;
  const objects = (answer.Contents ?? []).flatMap(({ Key, Size, LastModified, ETag, StorageClass }) => {
    if (Key === undefined) return [];
    return {
      key: decode(Key),
      size: Size ?? 0,
      modified: secondOf(LastModified),
      etag: etagOf(ETag),
      ...classOf(StorageClass),
    };
  });
  const prefixes = (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => (Prefix ? decode(Prefix) : []));
  return { objects, prefixes, next: nextOf(answer, objects, prefixes) };
}

function nextOf(
  answer: { IsTruncated?: boolean | undefined; NextContinuationToken?: string | undefined },
  objects: readonly ListedObject[],
  prefixes: readonly string[],
): ListedPage["next"] {
  if (!answer.IsTruncated) return null;
  if (answer.NextContinuationToken) return { token: answer.NextContinuationToken };
  const last = [objects.at(-1)?.key ?? "", prefixes.at(-1) ?? ""].toSorted(byBytes).at(-1) ?? "";
  return last === "" ? null : { after: last };
}

/** "+" is a space in the encoding of S3; what is no UTF-8 stays as it came. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", "%20"));
  } catch {
    return key;
  }
}

/** The order of S3: by the bytes of UTF-8, which differs from that of strings beyond the first plane. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  let index = 0;
  while (index < a.length && index < b.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  // Not behind the first half of a surrogate pair, which is half a character.
  if (index > 0 && (a.charCodeAt(index - 1) & 0xfc00) === 0xd800) index -= 1;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}
