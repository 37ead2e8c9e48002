import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type S3StoreOptions, S3Store } from "../../../src/main/lake/aws/s3-store/s3-store.ts";

export interface S3Peer {
  name: string;
  url: string;
}

/** Third-party servers on loopback. Ceph's verifies signatures and checksums, moto's takes anything. */
export const rgwPeer: S3Peer = { name: "Ceph RGW", url: process.env["RGW_URL"] ?? "http://127.0.0.1:7480" };
export const motoPeer: S3Peer = { name: "moto", url: process.env["MOTO_URL"] ?? "http://127.0.0.1:5555" };

export interface TestBucket {
  client: S3Client;
  bucket: string;
  store: (options?: Partial<S3StoreOptions>) => S3Store;
  /** A client of the same bucket by another way. */
  clientAt: (url: string) => S3Client;
  dispose: () => Promise<void>;
}

function clientOf(url: string): S3Client {
  return new S3Client({
    endpoint: url,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKTEST", secretAccessKey: "SKTEST" },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

/** A new bucket of a server, which goes with all its versions. */
export async function testBucket({ url }: S3Peer): Promise<TestBucket> {
  const clients: S3Client[] = [];
  const clientAt = (address: string) => {
    const made = clientOf(address);
    clients.push(made);
    return made;
  };
  const client = clientAt(url);
  const bucket = `s3store-${randomUUID().slice(0, 13)}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    client,
    bucket,
    store: (options = {}) => new S3Store({ client, home: { bucket, prefix: "lake/" }, ...options }),
    clientAt,
    async dispose() {
      await emptyBucket(client, bucket);
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      for (const made of clients) made.destroy();
    },
  };
}

async function emptyBucket(client: S3Client, bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const all = [...Versions, ...DeleteMarkers];
    if (all.length === 0) return;
    await Promise.all(
      all.map(({ Key, VersionId }) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))),
    );
  }
}
