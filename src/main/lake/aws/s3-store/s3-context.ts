import type { S3Client } from "@aws-sdk/client-s3";
import { awsError } from "../errors/aws-error.ts";
import type { ConditionalWrites } from "./conditional-writes.ts";
import type { KeySpace, S3Place } from "./key-space.ts";
import type { PartMemory } from "./writing/part-memory.ts";
import type { TransferLimits } from "./writing/transfer-limits.ts";

/** What every part of the store works with. */
export interface S3Context {
  client: S3Client;
  keys: KeySpace;
  limits: TransferLimits;
  memory: PartMemory;
  conditional: ConditionalWrites;
  /** The store knows DeleteObjects; false once it has refused it. */
  batchDeletes: boolean;
}

/** The answer to a call about one object or prefix, or the `AppError` that its failure is. */
export async function answeredAbout<T>(sent: Promise<T>, call: string, place: S3Place, creates = false): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw awsError(error, { call: `s3:${call}`, resource: place.uri, creates });
  }
}
