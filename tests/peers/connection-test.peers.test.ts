import { ListObjectVersionsCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { afterEach, expect, it } from "vitest";
import { AwsConnections } from "../../src/main/lake/aws/connection/aws-connections.ts";
import type { TestStep } from "../../src/shared/contract/connections.ts";
import type { Connection } from "../../src/shared/domain/connection.ts";
import { describeWithPeers, moto, rgw, type PeerServer } from "./peer-servers.ts";
import { testBucket } from "./s3-store/s3-test-bucket.ts";

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function connectedTo(server: PeerServer, services: "s3" | "aws" = "s3") {
  const bucket = await testBucket(server);
  const { endpoint: url, accessKeyId, secretAccessKey } = server;
  const connection: Connection = {
    id: "c1",
    name: "Peer",
    signIn: { kind: "keys", accessKeyId },
    region: "us-east-1",
    endpoint: { url, pathStyle: true, caFile: null, allowPlainHttp: false, checksums: "when-required", services },
  };
  const connections = new AwsConnections({ settings: () => connection, secretKey: async () => secretAccessKey });
  closers.push(bucket.dispose, () => connections.close());
  const test = (signal = new AbortController().signal, secretKey: string | null = null) =>
    connections.test({ connection, secretKey }, { bucket: bucket.bucket, prefix: "lake" }, { signal });
  const left = async () => {
    const { Versions = [], DeleteMarkers = [] } = await bucket.client.send(
      new ListObjectVersionsCommand({ Bucket: bucket.bucket }),
    );
    return [...Versions, ...DeleteMarkers].map(({ Key }) => Key);
  };
  return { ...bucket, connections, test, left };
}

async function endings(steps: AsyncIterable<TestStep>): Promise<Record<string, TestStep["state"]>> {
  const seen: Record<string, TestStep["state"]> = {};
  for await (const { step, state } of steps) seen[step] = state;
  return seen;
}

const ofObjects = { buckets: "passed", list: "passed", write: "passed", read: "passed", delete: "passed" };

describeWithPeers(["rgw", "moto"], "the test of a connection", () => {
  it("finds on Ceph what it has, and tells what it has not as skipped", async () => {
    const { test, left } = await connectedTo(rgw());
    expect(await endings(test())).toEqual({
      ...ofObjects,
      "sign-in": "skipped",
      "overwrite-guard": "passed",
      versioning: "weaker",
      encryption: "weaker",
      glue: "skipped",
      athena: "skipped",
    });
    expect(await left()).toEqual([]);
  });

  it("finds that Ceph ignores If-None-Match where versions are kept, and leaves no version behind", async () => {
    const { test, left, client, bucket } = await connectedTo(rgw());
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    expect(await endings(test())).toMatchObject({ ...ofObjects, versioning: "passed", "overwrite-guard": "weaker" });
    expect(await left()).toEqual([]);
  });

  it("finds on moto all that AWS has", async () => {
    const { test, left } = await connectedTo(moto(), "aws");
    const found = await endings(test());
    expect(found).toMatchObject({ ...ofObjects, "sign-in": "passed", "overwrite-guard": "passed" });
    expect([found["glue"], found["athena"]]).not.toContain("failed");
    expect(await left()).toEqual([]);
  });

  it("leaves nothing behind when it is cancelled after it has written, or is not read to the end", async () => {
    const { test, left } = await connectedTo(rgw());
    const leaving = new AbortController();
    const cancelled = async () => {
      for await (const { step, state } of test(leaving.signal)) {
        if (step === "write" && state === "passed") leaving.abort();
      }
    };
    await expect(cancelled()).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await left()).toEqual([]);
    for await (const { step, state } of test()) if (step === "write" && state === "passed") break;
    expect(await left()).toEqual([]);
  });

  it("says with a wrong secret that the store does not accept it, and tries nothing more", async () => {
    const { test } = await connectedTo(rgw());
    const found = await endings(test(undefined, "wrong"));
    expect(found).toMatchObject({ buckets: "failed", list: "skipped", write: "skipped", glue: "skipped" });
  });

  it("lists buckets and folders", async () => {
    const { connections, bucket, store } = await connectedTo(rgw());
    const { signal } = new AbortController();
    const body = async function* () {
      yield Buffer.from("x");
    };
    for (const key of ["raw/a/1.csv", "raw/b/2.csv", "top.csv"]) {
      await store().write(key, body(), { mode: "create", size: 1, signal });
    }
    const names = (await connections.buckets("c1", { signal })).map(({ name }) => name);
    expect(names).toContain(bucket);
    const below = (prefix: string) => connections.prefixes({ connectionId: "c1", bucket, prefix }, { signal });
    expect(await below("")).toEqual({ prefixes: ["lake/"], isCut: false });
    expect(await below("lake/raw/")).toEqual({ prefixes: ["lake/raw/a/", "lake/raw/b/"], isCut: false });
  });
});
