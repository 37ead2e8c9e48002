import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { freshBucket, s3Client } from "./fresh-bucket.ts";
import { describeWithPeers, s3Peers } from "./peer-servers.ts";

for (const { name, server } of s3Peers) {
  describeWithPeers([name], "a fresh bucket", () => {
    test("is empty at first, and goes with all versions, delete markers and begun uploads", async () => {
      const bucket = await freshBucket(server());
      const { client, name: Bucket } = bucket;
      expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);

      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
      for (const Body of ["first", "second"]) await client.send(new PutObjectCommand({ Bucket, Key: "ä b&c", Body }));
      await client.send(new PutObjectCommand({ Bucket, Key: "control\u0001", Body: "x" }));
      await client.send(new DeleteObjectCommand({ Bucket, Key: "ä b&c" }));
      for (const Key of ["one", "two"]) await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));

      await bucket[Symbol.asyncDispose]();
      const other = s3Client(server());
      await expect(other.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "NotFound" });
      other.destroy();
    });
  });
}
