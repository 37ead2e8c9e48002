import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
} from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { BucketFacts, ObjectEncryption } from "../../../../../shared/domain/object-details.ts";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { encryptionOf } from "./describe-object.ts";

/** What is set for the bucket of a place. Each fact has a permission of its own; what cannot be read is told. */
export async function bucketFacts({ client }: S3Context, place: S3Place, signal: AbortSignal): Promise<BucketFacts> {
  const bucket = { Bucket: place.bucket };
  const options = { abortSignal: signal };
  const at = { ...place, uri: `s3://${place.bucket}` };
  const problems: BucketFacts["problems"] = [];
  const fact = async <T>(name: string, call: string, ask: () => Promise<T>, none: T | null): Promise<T | null> => {
    try {
      return await answeredAbout(ask(), call, at);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "CANCELLED") throw error;
      if (none !== null && isUnset(error)) return none;
      if (error.code === "NOT_FOUND" && error.details?.["service"] === "NoSuchBucket") throw error;
      problems.push({ fact: name, message: error.message });
      return null;
    }
  };
  const [versioning, lifecycle, access, encryption] = await Promise.all([
    fact("versioning", "GetBucketVersioning", () => client.send(new GetBucketVersioningCommand(bucket), options), null),
    fact(
      "lifecycle",
      "GetLifecycleConfiguration",
      () => rulesOf(client.send(new GetBucketLifecycleConfigurationCommand(bucket), options)),
      [],
    ),
    fact(
      "publicAccess",
      "GetBucketPublicAccessBlock",
      () => accessOf(client.send(new GetPublicAccessBlockCommand(bucket), options)),
      "possible",
    ),
    fact(
      "encryption",
      "GetEncryptionConfiguration",
      () => defaultOf(client.send(new GetBucketEncryptionCommand(bucket), options)),
      { kind: "none" } satisfies ObjectEncryption,
    ),
  ]);
  return {
    bucket: place.bucket,
    versioning: versioning && versioningOf(versioning.Status),
    lifecycle,
    publicAccess: access,
    encryption,
    problems,
  };
}

/** S3 answers with an error where nothing was ever set. */
function isUnset({ details }: AppError): boolean {
  return /^(NoSuch(Lifecycle|PublicAccessBlock)Configuration|ServerSideEncryptionConfigurationNotFoundError)$/.test(
    String(details?.["service"]),
  );
}

function versioningOf(status: string | undefined): "off" | "enabled" | "suspended" {
  if (status === "Enabled") return "enabled";
  return status === "Suspended" ? "suspended" : "off";
}

async function rulesOf(
  sent: Promise<{ Rules?: LifecycleRule[] | undefined }>,
): Promise<NonNullable<BucketFacts["lifecycle"]>> {
  const { Rules = [] } = await sent;
  return Rules.map((rule) => ({
    id: rule.ID ?? "",
    enabled: rule.Status === "Enabled",
    prefix: rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? "",
    text: ruleText(rule),
  }));
}

/** The rule in words. */
function ruleText(rule: LifecycleRule): string {
  const days = (count: number | undefined) => (count === undefined ? "on a set date" : `after ${count} days`);
  const moves = (rule.Transitions ?? []).map(({ Days, StorageClass }) => `moves to ${StorageClass} ${days(Days)}`);
  const { Expiration, NoncurrentVersionExpiration: earlier, AbortIncompleteMultipartUpload: uploads } = rule;
  const parts = [
    ...moves,
    ...(Expiration?.Days !== undefined || Expiration?.Date !== undefined ? [`deletes ${days(Expiration.Days)}`] : []),
    ...(earlier ? [`deletes earlier versions ${days(earlier.NoncurrentDays)}`] : []),
    ...(uploads ? [`gives up unfinished uploads ${days(uploads.DaysAfterInitiation)}`] : []),
  ];
  return parts.length === 0 ? "does something that Lakeshore does not know" : parts.join(", ");
}

async function accessOf(
  sent: Promise<{ PublicAccessBlockConfiguration?: object | undefined }>,
): Promise<"blocked" | "possible"> {
  const { PublicAccessBlockConfiguration: blocks = {} } = await sent;
  const all = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
  return all.every((name) => Reflect.get(blocks, name) === true) ? "blocked" : "possible";
}

type Rule = {
  ApplyServerSideEncryptionByDefault?:
    { SSEAlgorithm: string | undefined; KMSMasterKeyID?: string | undefined } | undefined;
};

async function defaultOf(
  sent: Promise<{ ServerSideEncryptionConfiguration?: { Rules: Rule[] | undefined } | undefined }>,
): Promise<ObjectEncryption> {
  const { ServerSideEncryptionConfiguration: set } = await sent;
  const rule = set?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  return encryptionOf({ ServerSideEncryption: rule?.SSEAlgorithm, SSEKMSKeyId: rule?.KMSMasterKeyID });
}
