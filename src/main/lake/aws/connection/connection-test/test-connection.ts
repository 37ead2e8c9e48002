import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { TestStep } from "../../../../../shared/contract/connections.ts";
import type { AwsConnection } from "../aws-connection.ts";
import { listBuckets } from "../browse-buckets.ts";
import { callerIdentity } from "../sign-in/caller-identity.ts";
import { tryStep } from "./test-step.ts";

/** Tries what a lake on this connection will need, one thing after the other, and leaves nothing behind. */
export async function* testConnection(
  connection: AwsConnection,
  { bucket, prefix }: { bucket: string | null; prefix: string },
  options: { signal: AbortSignal },
): AsyncGenerator<TestStep, void, undefined> {
  yield* tryStep({
    step: "sign-in",
    text: "Asking who you are…",
    call: "sts:GetCallerIdentity",
    resource: "your identity",
    policy: null,
    try: async () => ({ state: "passed", text: `You are ${await callerIdentity(connection.sts(), options)}.` }),
  });
  yield* tryStep({
    step: "buckets",
    text: "Listing your buckets…",
    call: "s3:ListAllMyBuckets",
    resource: "the list of buckets",
    policy: null,
    try: async () => {
      const buckets = await listBuckets(connection.s3(), options);
      return { state: "passed", text: `You own ${buckets.length} buckets.` };
    },
  });
  if (bucket === null) return;
  yield* tryStep({
    step: "list",
    text: `Listing s3://${bucket}/${prefix}…`,
    call: "s3:ListBucket",
    resource: `s3://${bucket}/${prefix}`,
    policy: null,
    try: async () => {
      const request = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
      await connection.s3().send(request, { abortSignal: options.signal });
      return { state: "passed", text: `You may list s3://${bucket}/${prefix}.` };
    },
  });
}
