import {
  CopyObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { FaultProxy } from "../fault-proxy.ts";
import { hold } from "../faults/fault.ts";
import { serviceError } from "../faults/service-answers.ts";
import { describeWithPeers, rgw } from "../peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { bytes, keysOf, readAll, signal } from "./store-calls.ts";

const MIB = 1024 * 1024;

describeWithPeers(["rgw"], "copying and moving in S3", () => {
  let bucket: TestBucket;
  let run = 0;
  let at: string;
  beforeAll(async () => {
    bucket = await testBucket(rgw());
  }, 60_000);
  beforeEach(() => {
    run += 1;
    at = `run-${run}/`;
  });
  afterAll(() => bucket.dispose(), 60_000);

  async function given(...keys: string[]): Promise<void> {
    for (const key of keys) await bucket.store().write(at + key, bytes(key), { mode: "create", signal });
  }

  /** Moves through a proxy in which something goes wrong. */
  async function move(inject: (proxy: FaultProxy) => void = () => undefined): Promise<void> {
    const proxy = await FaultProxy.before(rgw().endpoint);
    inject(proxy);
    try {
      const store = bucket.store({ client: bucket.clientAt(proxy.endpoint), limits: { parallelCopies: 1 } });
      await store.rename(`${at}in/`, `${at}out/`, { signal });
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  }

  it("copies in parts above the limit, with metadata and tags", async () => {
    const body = Buffer.alloc(12 * MIB, "abcdefg");
    const source = { Bucket: bucket.bucket, Key: `lake/${at}big é.bin` };
    const facts = { ContentType: "text/csv", Metadata: { origin: "sensors" }, Tagging: "stage=raw&owner=ana%20b" };
    await bucket.client.send(new PutObjectCommand({ ...source, Body: body, ...facts }));
    const limits = { copyBytes: 6 * MIB, copyPartBytes: 5 * MIB };
    const seen: number[] = [];
    const copied = await bucket.store({ limits }).copy(`${at}big é.bin`, `${at}copy.bin`, {
      mode: "create",
      signal,
      onProgress: (done) => seen.push(done),
    });
    expect(copied).toMatchObject({ size: body.byteLength, etag: expect.stringMatching(/-3$/) });
    expect(seen.at(-1)).toBe(body.byteLength);
    expect((await readAll(bucket.store(), `${at}copy.bin`)).equals(body)).toBe(true);
    const target = { Bucket: bucket.bucket, Key: `lake/${at}copy.bin` };
    const head = await bucket.client.send(new HeadObjectCommand(target));
    expect(head).toMatchObject({ ContentType: "text/csv", Metadata: { origin: "sensors" } });
    const { TagSet = [] } = await bucket.client.send(new GetObjectTaggingCommand(target));
    expect(TagSet.toSorted((a, b) => (a.Key ?? "").localeCompare(b.Key ?? ""))).toEqual([
      { Key: "owner", Value: "ana b" },
      { Key: "stage", Value: "raw" },
    ]);
    const { Uploads = [] } = await bucket.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.bucket }));
    expect(Uploads).toEqual([]);
  });

  it("deletes nothing of a move whose copies break off, and takes it up again", async () => {
    await given("in/a", "in/b", "in/deep/c");
    const denied = serviceError("s3", 403, "AccessDenied", "Access Denied");
    const breaking = move((proxy) => {
      proxy.inject(denied, { method: "PUT", path: /\/out\//, skip: 1, times: Infinity });
    });
    await expect(breaking).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    expect(await keysOf(bucket.store(), `${at}in/`, true)).toHaveLength(3);
    await move();
    expect(await keysOf(bucket.store(), at, true)).toEqual([`${at}out/a`, `${at}out/b`, `${at}out/deep/c`]);
  });

  it("keeps what was changed while it was moved", async () => {
    await given("in/a", "in/b");
    const key = `lake/${at}in/b`;
    const change = () =>
      bucket.client.send(new PutObjectCommand({ Bucket: bucket.bucket, Key: key, Body: "changed meanwhile" }));
    const changes: Promise<unknown>[] = [];
    await move((proxy) => {
      const copying = proxy.inject(hold("request"), { method: "PUT", path: /\/out\/b$/ });
      changes.push(copying.happened.then(change).finally(() => copying.release()));
    }).catch(() => undefined);
    await Promise.all(changes);
    const kept = await Promise.all(
      [`${at}in/b`, `${at}out/b`].map((path) => readAll(bucket.store(), path).then(String, () => null)),
    );
    expect(kept).toContain("changed meanwhile");
  });

  it("moves into no prefix that holds something else", async () => {
    await given("in/a", "out/other");
    await expect(move()).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    expect(await keysOf(bucket.store(), at, true)).toEqual([`${at}in/a`, `${at}out/other`]);
  });

  it("copies over what is there only when it is to replace it", async () => {
    await given("in/a", "taken");
    const store = bucket.store();
    await expect(store.copy(`${at}in/a`, `${at}taken`, { mode: "create", signal })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    await store.copy(`${at}in/a`, `${at}taken`, { mode: "replace", signal });
    expect((await readAll(store, `${at}taken`)).toString()).toBe("in/a");
  });

  it("copies what another program has copied onto itself", async () => {
    await given("in/a");
    const place = { Bucket: bucket.bucket, Key: `lake/${at}in/a` };
    await bucket.client.send(
      new CopyObjectCommand({
        ...place,
        CopySource: `${place.Bucket}/${place.Key}`,
        MetadataDirective: "REPLACE",
        Metadata: { a: "b" },
      }),
    );
    await bucket.store().copy(`${at}in/a`, `${at}b`, { mode: "create", signal });
    const head = await bucket.client.send(new HeadObjectCommand({ Bucket: place.Bucket, Key: `lake/${at}b` }));
    expect(head.Metadata).toEqual({ a: "b" });
  });

  it("deletes more keys than a request takes", async () => {
    const keys = Array.from({ length: 2500 }, (_, index) => `${at}none/${index}`);
    const outcomes = new Map<string, Error | null>();
    for await (const { key, error } of bucket.store().delete([...keys, "a//b"], { signal })) outcomes.set(key, error);
    expect(outcomes.size).toBe(2501);
    expect(outcomes.get("a//b")).toMatchObject({ code: "INVALID_INPUT" });
    expect([...outcomes.values()].filter(Boolean)).toHaveLength(1);
  });
});
