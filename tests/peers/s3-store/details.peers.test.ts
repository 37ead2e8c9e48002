import {
  CreateMultipartUploadCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { S3Store } from "../../../src/main/lake/aws/s3-store/s3-store.ts";
import { describeWithPeers, moto, s3Peers } from "../peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { bytes, readAll, signal } from "./store-calls.ts";

const MIB = 1024 * 1024;

for (const { name, server } of s3Peers) {
  describeWithPeers([name], "what its S3 knows of objects", () => {
    let bucket: TestBucket;
    let store: S3Store;
    const put = (key: string, text: string) => store.write(key, bytes(text), { mode: "replace", signal });
    beforeAll(async () => {
      bucket = await testBucket(server());
      store = bucket.store();
      await bucket.client.send(
        new PutBucketVersioningCommand({ Bucket: bucket.bucket, VersioningConfiguration: { Status: "Enabled" } }),
      );
    }, 60_000);
    afterAll(() => bucket.dispose(), 60_000);

    it("shows and changes metadata and tags, and leaves the bytes", async () => {
      const { etag } = await put("facts.csv", "a,b\n1,2\n");
      expect(await store.details.describe("facts.csv", { signal })).toMatchObject({
        size: 8,
        etag,
        versionId: expect.any(String),
        metadata: {},
        tags: {},
        storageClass: "STANDARD",
        archive: null,
      });
      const change = { contentType: "text/csv", metadata: { origin: "sensors" }, tags: { owner: "ana b" } };
      const changed = await store.details.change("facts.csv", change, { ifMatch: etag, signal });
      expect(changed).toMatchObject(change);
      const again = await store.details.change("facts.csv", { tags: {} }, { ifMatch: changed.etag, signal });
      expect(again).toMatchObject({ contentType: "text/csv", metadata: { origin: "sensors" }, tags: {} });
      expect((await readAll(store, "facts.csv")).toString()).toBe("a,b\n1,2\n");
    });

    it("changes nothing that another has changed meanwhile", async () => {
      const { etag } = await put("raced.csv", "first");
      await put("raced.csv", "second");
      const changing = store.details.change("raced.csv", { metadata: { a: "b" } }, { ifMatch: etag, signal });
      await expect(changing).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
    });

    it("lists versions and deletions in pages, and brings a deleted object back", async () => {
      for (const text of ["one", "two", "three"]) await put("v/a.txt", text);
      await put("v/a.txt.other", "x");
      for await (const { error } of store.delete(["v/a.txt"], { signal })) expect(error).toBeNull();

      const paged = bucket.store({ limits: { pageKeys: 2 } });
      const seen = [];
      for (let cursor: string | null = null; ;) {
        const page = await paged.details.versions("v/a.txt", { cursor, signal });
        seen.push(...page.versions);
        cursor = page.next;
        if (cursor === null) break;
      }
      expect(seen).toHaveLength(4);
      expect(seen.filter(({ isDeletion }) => isDeletion)).toMatchObject([{ path: "v/a.txt", isLatest: true }]);
      expect((await store.details.versions("v/", { cursor: null, signal })).versions).toHaveLength(5);

      const earlier = seen.find(({ size }) => size === "three".length);
      await store.details.restoreVersion("v/a.txt", earlier?.versionId ?? "", { signal });
      expect((await readAll(store, "v/a.txt")).toString()).toBe("three");
    });

    it("brings an earlier version back whole and as it was, in parts when it is large", async () => {
      const StorageClass = name === "moto" ? "STANDARD_IA" : "STANDARD";
      const first = { Bucket: bucket.bucket, Key: "lake/large.bin", Body: Buffer.alloc(6 * MIB, "x"), StorageClass };
      const { VersionId = "" } = await bucket.client.send(
        new PutObjectCommand({ ...first, StorageClass, ContentType: "text/plain", Metadata: { origin: "sensors" } }),
      );
      for (const { copyBytes, etag } of [
        { copyBytes: 10 * MIB, etag: /^[0-9a-f]{32}$/ },
        { copyBytes: MIB, etag: /-2$/ },
      ]) {
        await put("large.bin", "small");
        const { details } = bucket.store({ limits: { copyBytes, copyPartBytes: 5 * MIB } });
        const restored = await details.restoreVersion("large.bin", VersionId, { signal });
        expect(restored).toMatchObject({
          size: 6 * MIB,
          contentType: "text/plain",
          metadata: { origin: "sensors" },
          storageClass: StorageClass,
        });
        expect(restored.etag).toMatch(etag);
        expect((await readAll(store, "large.bin")).equals(first.Body)).toBe(true);
      }
      const missing = store.details.restoreVersion("large.bin", "0".repeat(32), { signal });
      await expect(missing).rejects.toMatchObject({ code: expect.stringMatching(/^(NOT_FOUND|INVALID_INPUT)$/) });
    });

    it("makes a link that anyone can open until it expires", async () => {
      await put("linked é.txt", "for everyone");
      const { url, expiresAt } = await store.details.link("linked é.txt", { seconds: 600, versionId: null, signal });
      const answer = await fetch(url);
      expect(await answer.text()).toBe("for everyone");
      expect(Date.parse(expiresAt ?? "")).toBeGreaterThan(Date.now());
    });

    it("tells what is set for the bucket", async () => {
      const Rules = [
        { ID: "old", Status: "Enabled" as const, Filter: { Prefix: "lake/tmp/" }, Expiration: { Days: 30 } },
      ];
      await bucket.client.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket: bucket.bucket, LifecycleConfiguration: { Rules } }),
      );
      expect(await store.details.bucketOf("", { signal })).toMatchObject({
        bucket: bucket.bucket,
        versioning: "enabled",
        lifecycle: [{ id: "old", enabled: true, prefix: "lake/tmp/", text: "deletes after 30 days" }],
        publicAccess: "possible",
        encryption: expect.anything(),
      });
    });

    it("says that an object that is not archived needs no restore", async () => {
      await put("warm.txt", "x");
      const restoring = store.details.restoreArchived("warm.txt", { days: 1, speed: "standard", signal });
      await expect(restoring).rejects.toMatchObject({
        code: expect.stringMatching(/^(INVALID_INPUT|UNSUPPORTED|ACCESS_DENIED)$/),
      });
    });

    it("finds uploads that nobody has ended, and gives them up", async () => {
      const place = { Bucket: bucket.bucket, Key: "lake/zone/forgotten.bin" };
      const { UploadId } = await bucket.client.send(new CreateMultipartUploadCommand(place));
      const Body = Buffer.alloc(5 * 1024 * 1024);
      await bucket.client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body }));
      await bucket.client.send(new CreateMultipartUploadCommand({ ...place, Key: "lake/other/elsewhere.bin" }));

      const { uploads, next, after } = await store.details.unfinishedUploads("zone/", { cursor: null, signal });
      const [found, ...others] = uploads;
      expect({ next, after }).toEqual({ next: null, after: { count: 0, isCut: false } });
      expect(others).toEqual([]);
      expect(found).toMatchObject({ key: place.Key, uploadId: UploadId, bytes: Body.byteLength, parts: 1 });
      const upload = { key: place.Key, uploadId: found?.uploadId ?? "" };
      await expect(store.details.abortUpload("other/", upload, { signal })).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
      await store.details.abortUpload("zone/", upload, { signal });
      const left = await store.details.unfinishedUploads("zone/", { cursor: null, signal });
      expect(left.uploads).toEqual([]);
    });
  });
}

describeWithPeers(["moto"], "the encryption of an object", () => {
  it("is changed to a key of KMS and to one of the store, and all else stays", async () => {
    const bucket = await testBucket(moto());
    try {
      const { details } = bucket.store();
      const Metadata = { origin: "sensors" };
      await bucket.client.send(
        new PutObjectCommand({ Bucket: bucket.bucket, Key: "lake/a.csv", Body: Buffer.from("a\n"), Metadata }),
      );
      const { etag } = await details.describe("a.csv", { signal });
      const kms = { encryption: { kind: "kms", keyId: "arn:aws:kms:us-east-1:123456789012:key/1" } } as const;
      const changed = await details.change("a.csv", kms, { ifMatch: etag, signal });
      expect(changed).toMatchObject({ ...kms, metadata: Metadata });
      const own = { encryption: { kind: "store-key" } } as const;
      expect(await details.change("a.csv", own, { ifMatch: changed.etag, signal })).toMatchObject(own);
    } finally {
      await bucket.dispose();
    }
  });
});

describeWithPeers(["moto"], "archived objects", () => {
  it("are restored, and tell how far that is", async () => {
    const bucket = await testBucket(moto());
    try {
      const place = { Bucket: bucket.bucket, Key: "lake/old.csv" };
      await bucket.client.send(new PutObjectCommand({ ...place, Body: Buffer.from("a,b\n"), StorageClass: "GLACIER" }));
      const { details } = bucket.store();
      expect(await details.describe("old.csv", { signal })).toMatchObject({
        storageClass: "GLACIER",
        archive: { state: "archived" },
      });
      const restored = await details.restoreArchived("old.csv", { days: 2, speed: "bulk", signal });
      expect(restored.archive?.state).toMatch(/^restor(ing|ed)$/);
    } finally {
      await bucket.dispose();
    }
  });
});
