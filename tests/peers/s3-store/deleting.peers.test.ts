import { DeleteBucketPolicyCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deleteSelection } from "../../../src/main/capabilities/zones/delete-selection.ts";
import { transferSelection } from "../../../src/main/capabilities/zones/transfer-selection.ts";
import type { DeleteOutcome } from "../../../src/main/lake/ports.ts";
import { FaultProxy } from "../fault-proxy.ts";
import { answer } from "../faults/fault.ts";
import { describeWithPeers, rgw } from "../peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { bytes, keysOf, signal } from "./store-calls.ts";

const COUNT = 1205;
/** On both sides of the end of the first request, which takes a thousand keys. */
const refused = [3, 998, 999, 1000, 1001, 1204];
/** Objects are there around the refused ones; the other keys of the list name none. */
const isThere = (index: number) => refused.some((other) => Math.abs(other - index) < 8);

describeWithPeers(["rgw"], "deleting many objects of S3", () => {
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

  async function given(count: number): Promise<string[]> {
    const keys = Array.from({ length: count }, (_, index) => `${at}${String(index).padStart(5, "0")}`);
    const waiting = keys.filter((_, index) => count < COUNT || isThere(index)).values();
    const write = async () => {
      for (const key of waiting) {
        await bucket.client.send(new PutObjectCommand({ Bucket: bucket.bucket, Key: `lake/${key}`, Body: "x" }));
      }
    };
    await Promise.all(Array.from({ length: 16 }, write));
    return keys;
  }

  /** The server itself refuses those keys, each by its own line inside an answer of 200. */
  async function refusing(keys: readonly string[], work: () => Promise<void>): Promise<void> {
    const Resource = keys.map((key) => `arn:aws:s3:::${bucket.bucket}/lake/${key}`);
    const Statement = [{ Effect: "Deny", Principal: "*", Action: ["s3:DeleteObject"], Resource }];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await bucket.client.send(new PutBucketPolicyCommand({ Bucket: bucket.bucket, Policy }));
    try {
      await work();
    } finally {
      await bucket.client.send(new DeleteBucketPolicyCommand({ Bucket: bucket.bucket }));
    }
  }

  it("names each key that the store refuses, and all others are gone", async () => {
    const keys = await given(COUNT);
    const kept = refused.map((index) => keys[index] ?? "");
    await refusing(kept, async () => {
      const outcomes = new Map<string, DeleteOutcome["error"]>();
      for await (const { key, error } of bucket.store().delete(keys, { signal })) outcomes.set(key, error);
      expect(outcomes.size).toBe(COUNT);
      const failed = [...outcomes].filter(([, error]) => error !== null);
      expect(failed.map(([key]) => key)).toEqual(kept);
      for (const [key, error] of failed) {
        expect(error).toMatchObject({ code: "ACCESS_DENIED", message: expect.stringContaining(`lake/${key}”`) });
      }
    });
    expect(await keysOf(bucket.store(), at, true)).toEqual(kept);
  });

  it("tells of each in a person's delete of a folder", async () => {
    const keys = await given(20);
    const kept = [keys[4] ?? "", keys[11] ?? ""];
    const warnings: string[] = [];
    await refusing(kept, () => {
      const context = { signal, progress: () => undefined, warn: (text: string) => void warnings.push(text) };
      return deleteSelection(bucket.store(), [at], context);
    });
    expect(warnings).toEqual(kept.map((key) => expect.stringContaining(key)));
    expect(await keysOf(bucket.store(), at, true)).toEqual(kept);
  });

  it("takes no key for deleted when the answer has an error that names none", async () => {
    const keys = await given(3);
    const proxy = await FaultProxy.before(rgw().endpoint);
    try {
      const body =
        "<DeleteResult><Error><Code>InternalError</Code><Message>Something broke.</Message></Error></DeleteResult>";
      proxy.inject(answer(200, body, { "content-type": "application/xml" }), { method: "POST", times: Infinity });
      const outcomes = [];
      const store = bucket.store({ client: bucket.clientAt(proxy.endpoint) });
      for await (const { key, error } of store.delete(keys, { signal })) outcomes.push({ key, error });
      expect(outcomes).toMatchObject(keys.map((key) => ({ key, error: { code: "UNAVAILABLE" } })));
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
    expect(await keysOf(bucket.store(), at, true)).toEqual(keys);
  });

  it("says how many objects of a moved folder are in both places, where some may not be deleted", async () => {
    const keys = await given(5);
    const kept = [keys[1] ?? "", keys[3] ?? ""];
    await refusing(kept, async () => {
      const moving = bucket.store().rename(at, `moved-${at}`, { signal });
      await expect(moving).rejects.toMatchObject({
        code: "ACCESS_DENIED",
        message: expect.stringContaining("2 of 5 objects"),
        hint: expect.any(String),
      });
    });
    expect(await keysOf(bucket.store(), at, true)).toEqual(kept);
    expect(await keysOf(bucket.store(), `moved-${at}`, true)).toHaveLength(5);
  });

  it("says so of a folder that is moved with others, too", async () => {
    const keys = await given(5);
    const other = `other-${at}`;
    await bucket.store().write(`${other}a`, bytes("x"), { mode: "create", signal });
    const warnings: string[] = [];
    await refusing([keys[1] ?? ""], () => {
      const context = { signal, progress: () => undefined, warn: (text: string) => void warnings.push(text) };
      const selection = { keys: [at, other], destination: `to-${at}`, conflict: "fail", move: true } as const;
      return transferSelection({ store: bucket.store(), ...selection }, context);
    });
    expect(warnings).toEqual([expect.stringContaining("1 of 5 objects")]);
  });
});
