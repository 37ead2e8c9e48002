import { GetDatabasesCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FaultProxy } from "./fault-proxy.ts";
import { corrupt, reset, skewClock, type Fault } from "./faults/fault.ts";
import { expiredToken, internalError, serviceError, slowDown, throttled } from "./faults/service-answers.ts";
import { freshBucket, s3Client, type FreshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, moto, rgw } from "./peer-servers.ts";

const MIB = 2 ** 20;

describeWithPeers(["rgw"], "the fault proxy before Ceph's S3", () => {
  let bucket: FreshBucket;
  let proxy: FaultProxy;
  let client: S3Client;
  beforeEach(async () => {
    bucket = await freshBucket(rgw());
    proxy = await FaultProxy.before(rgw().endpoint);
    // One try more than the SDK's own three.
    client = s3Client(rgw(), { endpoint: proxy.endpoint, maxAttempts: 4 });
  });
  afterEach(async () => {
    client.destroy();
    await proxy[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
  });
  const at = (Key: string) => ({ Bucket: bucket.name, Key });
  const get = async (Key: string, Range?: string) => {
    const { Body } = await client.send(new GetObjectCommand({ ...at(Key), ...(Range ? { Range } : {}) }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };

  test("keeps signatures right, of odd keys and ranges and parts too", async () => {
    const Key = "é/../a b+c%25//=&?*";
    const part = Buffer.alloc(5 * MIB, "part");
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(Key)));
    const { ETag } = await client.send(new UploadPartCommand({ ...at(Key), UploadId, PartNumber: 1, Body: part }));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    await client.send(new CompleteMultipartUploadCommand({ ...at(Key), UploadId, MultipartUpload }));
    expect((await get(Key)).equals(part)).toBe(true);
    expect((await get(Key, "bytes=1-4")).toString()).toBe("artp");
    await proxy.settled();
    expect(proxy.requests.map(({ method, path, range }) => [method, path, range])).toEqual([
      ["POST", `/${bucket.name}/${Key}`, null],
      ["PUT", `/${bucket.name}/${Key}`, null],
      ["POST", `/${bucket.name}/${Key}`, null],
      ["GET", `/${bucket.name}/${Key}`, null],
      ["GET", `/${bucket.name}/${Key}`, "bytes=1-4"],
    ]);
    expect(proxy.requests[1]).toMatchObject({ requestBytes: part.byteLength, status: 200, outcome: "answered" });
    expect(proxy.requests[4]).toMatchObject({ responseBytes: 4, status: 206 });
  });

  test("throttles, breaks and resets, and the SDK tries again", async () => {
    const body = Buffer.alloc(2 * MIB, "x");
    const faults: Fault[] = [slowDown(), internalError("s3"), reset("request", MIB)];
    for (const [skip, fault] of faults.entries()) proxy.inject(fault, { method: "PUT", skip });
    await client.send(new PutObjectCommand({ ...at("tried"), Body: body }));
    await proxy.settled();
    expect(proxy.requests.map(({ status, outcome }) => [status, outcome])).toEqual([
      [503, "answered"],
      [500, "answered"],
      [null, "broken off"],
      [200, "answered"],
    ]);
    expect((await get("tried")).equals(body)).toBe(true);
  });

  test("changes a byte on its way, which Ceph finds by the signed checksum", async () => {
    proxy.inject(corrupt("request", 5), { method: "PUT" });
    await expect(client.send(new PutObjectCommand({ ...at("changed"), Body: "0123456789" }))).rejects.toMatchObject({
      name: "XAmzContentSHA256Mismatch",
    });
  });

  test("tells of another time, to which the SDK sets its clock", async () => {
    const put = () => client.send(new PutObjectCommand({ ...at("late"), Body: "x" }));
    proxy.inject(serviceError("s3", 403, "RequestTimeTooSkewed", "The difference is too large."));
    proxy.inject(skewClock(3_600_000));
    // Asked again with the time of the answer, Ceph itself refuses that and tells the right one.
    await expect(put()).rejects.toMatchObject({ name: "RequestTimeTooSkewed" });
    await put();
    await proxy.settled();
    expect(proxy.requests.map(({ status }) => status)).toEqual([403, 403, 200]);
  });

  test("ends a session", async () => {
    proxy.inject(expiredToken("s3"), { times: Infinity });
    await expect(get("any")).rejects.toMatchObject({ name: "ExpiredToken" });
  });
});

describeWithPeers(["moto"], "the fault proxy before other services", () => {
  let proxy: FaultProxy;
  beforeEach(async () => {
    proxy = await FaultProxy.before(moto().endpoint);
  });
  afterEach(() => proxy[Symbol.asyncDispose]());

  const options = () => {
    const { region, accessKeyId, secretAccessKey } = moto();
    return { endpoint: proxy.endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
  };
  const services = {
    Glue: {
      protocol: "json",
      call: () => new GlueClient(options()).send(new GetDatabasesCommand({})),
      match: { target: "AWSGlue.GetDatabases" },
    },
    STS: {
      protocol: "query",
      call: () => new STSClient(options()).send(new GetCallerIdentityCommand({})),
      match: { method: "POST" },
    },
  } as const;

  test.each(["Glue", "STS"] as const)("answers as %s does", async (name) => {
    const { protocol, call, match } = services[name];
    const expired = protocol === "json" ? "ExpiredTokenException" : "ExpiredToken";
    const internal = protocol === "json" ? "InternalServiceException" : "InternalError";
    for (const [fault, wanted, status] of [
      [throttled(protocol), "ThrottlingException", 400],
      [throttled(protocol, 429), "ThrottlingException", 429],
      [expiredToken(protocol), expired, protocol === "json" ? 400 : 403],
      [internalError(protocol), internal, 500],
    ] as const) {
      proxy.inject(fault, match);
      await expect(call()).rejects.toMatchObject({ name: wanted, $metadata: { httpStatusCode: status } });
    }
    expect(await call()).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});
