import { randomUUID } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import type { PeerServer } from "./peer-server.ts";

/** A client of the SDK, set as the server needs it: for what a test prepares and looks at by itself. */
export function s3Client(server: PeerServer, settings: S3ClientConfig = {}): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, pathStyle, checksums } = server;
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: pathStyle,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    ...settings,
  });
}

export interface FreshBucket extends AsyncDisposable {
  readonly name: string;
  readonly client: S3Client;
}

/** A new, empty bucket. Disposing removes it with every version of every object and every upload that was begun. */
export async function freshBucket(server: PeerServer): Promise<FreshBucket> {
  const client = s3Client(server);
  const name = `lakeshore-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: name }));
  return {
    name,
    client,
    async [Symbol.asyncDispose]() {
      await abortUploads(client, name);
      await deleteVersions(client, name);
      await client.send(new DeleteBucketCommand({ Bucket: name }));
      client.destroy();
    },
  };
}

/** Both begin anew after each page: what was on it is gone then. */
async function abortUploads(client: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    if (Uploads.length === 0) return;
    for (const { Key, UploadId } of Uploads) {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  }
}

async function deleteVersions(client: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const all = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (all.length === 0) return;
    const inXml = all.filter(({ Key }) => fitsXml(Key));
    for (const one of all.filter(({ Key }) => !fitsXml(Key))) {
      await client.send(new DeleteObjectCommand({ Bucket, ...one }));
    }
    if (inXml.length === 0) continue;
    const Delete = { Objects: inXml, Quiet: true };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    if (Errors[0]) throw new Error(`${Errors[0].Key ?? ""} cannot be deleted: ${Errors[0].Message ?? "no reason"}`);
  }
}

/** A list of keys is sent as XML 1.0, which has no control characters. */
function fitsXml(key = ""): boolean {
  return Array.from(key).every((char) => char >= " ");
}
