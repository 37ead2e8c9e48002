import { ListBucketsCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { awsError } from "../errors/aws-error.ts";

type Options = { signal: AbortSignal };

/** A page of ListBuckets; AWS lets an account have a million (S3 “Quotas for general purpose buckets”). */
const BUCKETS_A_PAGE = 1_000;
const MAX_BUCKETS = 10_000;
const MAX_PREFIXES = 1_000;
/** Pages that are looked through for prefixes where objects lie between them. */
const MAX_PAGES = 10;

/** The buckets that the caller owns, by name. */
export async function listBuckets(
  s3: S3Client,
  { signal }: Options,
): Promise<{ name: string; createdAt: string | null }[]> {
  const buckets: { name: string; createdAt: string | null }[] = [];
  let next: string | undefined;
  try {
    do {
      const page: { Buckets?: { Name?: string; CreationDate?: Date }[]; ContinuationToken?: string } = await s3.send(
        new ListBucketsCommand({ MaxBuckets: BUCKETS_A_PAGE, ContinuationToken: next }),
        { abortSignal: signal },
      );
      for (const { Name, CreationDate } of page.Buckets ?? []) {
        if (Name !== undefined) buckets.push({ name: Name, createdAt: CreationDate?.toISOString() ?? null });
      }
      next = page.ContinuationToken;
    } while (next && buckets.length < MAX_BUCKETS);
  } catch (error) {
    throw awsError(error, { call: "s3:ListAllMyBuckets", resource: "the list of buckets" });
  }
  return buckets;
}

/** The folders of a bucket directly below a prefix. */
export async function listPrefixes(
  s3: S3Client,
  { bucket, prefix }: { bucket: string; prefix: string },
  { signal }: Options,
): Promise<{ prefixes: string[]; isCut: boolean }> {
  const prefixes: string[] = [];
  let next: string | undefined;
  try {
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: "/", ContinuationToken: next }),
        { abortSignal: signal },
      );
      for (const { Prefix } of page.CommonPrefixes ?? []) if (Prefix !== undefined) prefixes.push(Prefix);
      next = page.NextContinuationToken;
      if (next === undefined || prefixes.length >= MAX_PREFIXES) break;
    }
  } catch (error) {
    throw awsError(error, { call: "s3:ListBucket", resource: `s3://${bucket}/${prefix}` });
  }
  return { prefixes: prefixes.slice(0, MAX_PREFIXES), isCut: next !== undefined || prefixes.length > MAX_PREFIXES };
}
