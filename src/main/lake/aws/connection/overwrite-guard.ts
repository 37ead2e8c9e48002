import type { S3Client } from "@aws-sdk/client-s3";
import { log } from "../../../log.ts";
import { awsError } from "../errors/aws-error.ts";
import { ProbeObject } from "./connection-test/probe-object.ts";

/**
 * Whether a bucket refuses to write over an object that must be absent: some stores ignore the condition without a word,
 * Ceph's in buckets that keep versions. A small object is written and taken away again.
 */
export async function refusesOverwrite(
  s3: S3Client,
  { bucket, prefix }: { bucket: string; prefix: string },
  signal: AbortSignal,
): Promise<boolean> {
  const probe = new ProbeObject(s3, bucket, prefix);
  try {
    await probe.write({ signal, ifAbsent: false });
    return await refusesSecond(probe, bucket, signal);
  } catch (error) {
    throw awsError(error, { call: "s3:PutObject", resource: `s3://${bucket}/${prefix}` });
  } finally {
    const left = await probe.cleanUp();
    if (left) log("warn", "the probe of a bucket stayed", { key: probe.key, error: left });
  }
}

async function refusesSecond(probe: ProbeObject, bucket: string, signal: AbortSignal): Promise<boolean> {
  try {
    await probe.write({ signal, ifAbsent: true });
    return false;
  } catch (error) {
    const known = awsError(error, { call: "s3:PutObject", resource: `s3://${bucket}/${probe.key}`, creates: true });
    if (known.code === "ALREADY_EXISTS" || known.code === "CONFLICT") return true;
    if (known.code === "UNSUPPORTED" || known.code === "INVALID_INPUT") return false;
    throw known;
  }
}
