import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import { Readable } from "node:stream";
import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { AwsConnection } from "./aws-connection.ts";
import { listBuckets } from "./browse-buckets.ts";
import { serviceLimits, type ServiceLimits } from "./http/service-limits.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A server of our own that speaks as much of AWS as a test needs, and a connection to it. */
async function connectedTo(listener: RequestListener, limits: Partial<ServiceLimits> = {}): Promise<AwsConnection> {
  const server: Server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a TCP server has a port");
  const connection: Connection = {
    id: "c1",
    name: "Test",
    signIn: { kind: "keys", accessKeyId: "AK" },
    region: "eu-west-1",
    endpoint: {
      url: `http://127.0.0.1:${address.port}`,
      pathStyle: true,
      caFile: null,
      allowPlainHttp: false,
      checksums: "when-required",
      services: "s3",
    },
  };
  const change = (of: ServiceLimits) => ({ ...of, ...limits });
  const aws = new AwsConnection({
    connection,
    secretKey: async () => "SK",
    limits: {
      S3: change(serviceLimits.S3),
      Glue: change(serviceLimits.Glue),
      Athena: change(serviceLimits.Athena),
      STS: change(serviceLimits.STS),
    },
  });
  closers.push(
    () => aws.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return aws;
}

const isGlue = (target: string | string[] | undefined) => String(target).startsWith("AWSGlue");
const skewed =
  "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>";
const noBuckets = "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>";

async function textOf(body: unknown): Promise<string> {
  if (!(body instanceof Readable)) throw new Error("bodies are streams in Node");
  return Buffer.concat(await body.toArray()).toString();
}

describe("a connection", () => {
  it("counts requests by operation, the bytes of both ways, and failures", async () => {
    const aws = await connectedTo((request, response) => {
      request.resume();
      const isMissing = request.url?.includes("missing") ?? false;
      response.writeHead(isMissing ? 404 : 200).end(request.method === "GET" ? "0123456789" : "");
    });
    const body = Buffer.alloc(3_000_000);
    await aws.s3().send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: body }));
    const answer = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(await textOf(answer.Body)).toBe("0123456789");
    await expect(aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "missing" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    expect(aws.traffic.now()).toEqual({
      requests: 3,
      failures: 1,
      bytesIn: 20,
      bytesOut: 3_000_000,
      operations: [
        { operation: "S3 GetObject", requests: 2 },
        { operation: "S3 PutObject", requests: 1 },
      ],
    });
  });

  it("sends a body in memory whole again when a try fails", async () => {
    const sizes: number[] = [];
    const aws = await connectedTo((request, response) => {
      let size = 0;
      request.on("data", (chunk: Buffer) => (size += chunk.length));
      request.on("end", () => {
        sizes.push(size);
        response.writeHead(sizes.length === 1 ? 500 : 200).end();
      });
    });
    await aws.s3().send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: Buffer.alloc(2_500_000) }));
    expect(sizes).toEqual([2_500_000, 2_500_000]);
  });

  it("goes on with S3 while Glue stalls, and lets calls of Glue fail at once after a few", async () => {
    let glueCalls = 0;
    const aws = await connectedTo(
      (request, response) => {
        request.resume();
        if (isGlue(request.headers["x-amz-target"])) glueCalls += 1;
        else response.end(noBuckets);
      },
      { stallMs: 20, failures: 3, openMs: 600_000, attempts: 2, requests: 2 },
    );
    const askGlue = () => aws.glue().send(new GetDatabasesCommand({}));
    const asked = await Promise.allSettled(Array.from({ length: 6 }, askGlue));
    expect(asked.every(({ status }) => status === "rejected")).toBe(true);
    await expect(aws.s3().send(new ListBucketsCommand({}))).resolves.toMatchObject({ Buckets: [] });
    const before = glueCalls;
    await expect(askGlue()).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(glueCalls).toBe(before);
    expect(glueCalls).toBeLessThan(6);
  });

  it("asks a service that was broken again after a while", async () => {
    let isBroken = true;
    const aws = await connectedTo(
      (request, response) => {
        request.resume();
        response.writeHead(isBroken ? 500 : 200).end(isBroken ? "" : noBuckets);
      },
      { failures: 1, openMs: 0, maxOpenMs: 0, attempts: 1 },
    );
    await expect(aws.s3().send(new ListBucketsCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
    isBroken = false;
    await expect(aws.s3().send(new ListBucketsCommand({}))).resolves.toMatchObject({ Buckets: [] });
  });

  it("ends a call at once when it is cancelled: under way, waiting for its turn, or reading", async () => {
    const arrived = Promise.withResolvers<void>();
    const aws = await connectedTo(
      (request, response) => {
        request.resume();
        if (request.url?.includes("slow")) {
          response.writeHead(200, { "content-length": "100" });
          response.write("a part");
        } else arrived.resolve();
      },
      { requests: 1 },
    );
    const slow = new AbortController();
    const answer = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "slow" }), {
      abortSignal: slow.signal,
    });
    const reading = textOf(answer.Body);
    slow.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });

    const first = new AbortController();
    const second = new AbortController();
    const underWay = aws.s3().send(new ListBucketsCommand({}), { abortSignal: first.signal });
    await arrived.promise;
    const waiting = aws.s3().send(new ListBucketsCommand({}), { abortSignal: second.signal });
    second.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    first.abort();
    await expect(underWay).rejects.toMatchObject({ name: "AbortError" });
  });

  it("fails a body that stalls, and waits for a reader that takes its time", async () => {
    const large = Buffer.alloc(4_000_000, "x");
    const aws = await connectedTo(
      (request, response) => {
        request.resume();
        if (request.url?.includes("large")) response.end(large);
        else response.writeHead(200, { "content-length": "100" }).write("a part");
      },
      { stallMs: 50 },
    );
    const stalling = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "stalling" }));
    await expect(textOf(stalling.Body)).rejects.toMatchObject({ name: "TimeoutError" });
    const slowly = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "large" }));
    // Longer than a stall of the other body took to be noticed.
    const other = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "stalling" }));
    await expect(textOf(other.Body)).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await textOf(slowly.Body)).toHaveLength(large.length);
  });

  it("fails a body that the server breaks off", async () => {
    const aws = await connectedTo((request, response) => {
      request.resume();
      response.writeHead(200, { "content-length": "100" });
      response.write("a part", () => response.destroy());
    });
    const answer = await aws.s3().send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    await expect(textOf(answer.Body)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("corrects for a clock that is wrong by hours, and says so when that does not help", async () => {
    const signedAt: number[] = [];
    const ahead = 5 * 3_600_000;
    let isLenient = true;
    const aws = await connectedTo((request, response) => {
      request.resume();
      const date = String(request.headers["x-amz-date"]);
      signedAt.push(Date.parse(date.replace(/^(....)(..)(..T..)(..)/, "$1-$2-$3:$4:")));
      const serverTime = new Date(Date.now() + ahead);
      const isRight = isLenient && Math.abs((signedAt.at(-1) ?? 0) - serverTime.getTime()) < 15 * 60_000;
      response.setHeader("date", serverTime.toUTCString());
      response.writeHead(isRight ? 200 : 403).end(isRight ? noBuckets : skewed);
    });
    await expect(aws.s3().send(new ListBucketsCommand({}))).resolves.toMatchObject({ Buckets: [] });
    expect(signedAt).toHaveLength(2);
    isLenient = false;
    const error = await listBuckets(aws.s3(), { signal: new AbortController().signal }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({ code: "AUTH_REQUIRED", message: expect.stringContaining("clock") });
  });
});
