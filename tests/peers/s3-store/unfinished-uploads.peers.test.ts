import { CreateMultipartUploadCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { describeWithPeers, rgw } from "../peer-servers.ts";
import { testBucket } from "./s3-test-bucket.ts";
import { signal } from "./store-calls.ts";

const COUNT = 25;
const PAGE = 10;

describeWithPeers(["rgw"], "uploads to S3 that nobody has ended", () => {
  it("come in pages, each of which says how many follow", async () => {
    const bucket = await testBucket(rgw());
    try {
      const begun: string[] = [];
      for (let index = 0; index < COUNT; index += 1) {
        // Some keys have more than one upload, on both sides of the end of a page.
        const Key = `lake/zone/${String(Math.floor(index / 3)).padStart(3, "0")}.bin`;
        const { UploadId = "" } = await bucket.client.send(
          new CreateMultipartUploadCommand({ Bucket: bucket.bucket, Key }),
        );
        if (index === 0) {
          const part = { Bucket: bucket.bucket, Key, UploadId, PartNumber: 1, Body: "12345" };
          await bucket.client.send(new UploadPartCommand(part));
        }
        begun.push(UploadId);
      }
      const { details } = bucket.store({ limits: { pageUploads: PAGE } });
      const sizes: number[] = [];
      const after: number[] = [];
      const seen: string[] = [];
      let bytes = 0;
      let cursor: string | null = null;
      do {
        const page = await details.unfinishedUploads("zone/", { cursor, signal });
        sizes.push(page.uploads.length);
        after.push(page.after.count);
        seen.push(...page.uploads.map(({ uploadId }) => uploadId));
        for (const upload of page.uploads) bytes += upload.bytes;
        cursor = page.next;
      } while (cursor !== null);
      expect(sizes).toEqual([10, 10, 5]);
      expect(after).toEqual([15, 5, 0]);
      expect(seen.toSorted()).toEqual(begun.toSorted());
      expect(bytes).toBe(5);
    } finally {
      await bucket.dispose();
    }
  });
});
