import { createServer } from "node:http";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it } from "vitest";
import type { AppError } from "../../../../shared/domain/app-error.ts";
import { awsError } from "./aws-error.ts";

interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

const context = { call: "s3:GetObject", resource: "s3://lake/raw/a.csv" };
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A client of a server that gives one answer to everything. */
async function clientOf({ status, body = "", headers = {} }: Answer): Promise<S3Client> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/xml", ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return clientAt(address.port);
}

function clientAt(port: number, credentials = async () => ({ accessKeyId: "AK", secretAccessKey: "SK" })): S3Client {
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: "eu-west-1", forcePathStyle: true, maxAttempts: 1, credentials });
  closers.push(() => client.destroy());
  return client;
}

async function errorOf(answer: Answer, creates = false): Promise<AppError> {
  const client = await clientOf(answer);
  const key = { Bucket: "lake", Key: "raw/a.csv" };
  const sent = creates
    ? client.send(new PutObjectCommand({ ...key, Body: "x" }))
    : client.send(new GetObjectCommand(key));
  return sent.then(
    () => expect.fail("the call has to fail"),
    (error: unknown) => awsError(error, { ...context, creates }),
  );
}

const xml = (code: string, more = "", message = "Said by the server.") =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>R1</RequestId></Error>`;

describe("errors of AWS", () => {
  it("say in words what has no address", () => {
    const failure = Object.assign(new Error("no"), { name: "InvalidAccessKeyId" });
    const { message } = awsError(failure, { call: "s3:ListAllMyBuckets", resource: "the list of buckets" });
    expect(message).toBe("The list of buckets cannot be reached: the store does not accept the access key.");
  });

  it.each([
    [404, "NoSuchKey", "NOT_FOUND", false],
    [404, "NoSuchBucket", "NOT_FOUND", false],
    [412, "PreconditionFailed", "CHANGED_WHILE_READING", true],
    [409, "ConditionalRequestConflict", "CONFLICT", true],
    [503, "SlowDown", "RATE_LIMITED", true],
    [400, "ThrottlingException", "RATE_LIMITED", true],
    [400, "ExpiredToken", "AUTH_REQUIRED", true],
    [403, "InvalidAccessKeyId", "AUTH_REQUIRED", false],
    [403, "SignatureDoesNotMatch", "AUTH_REQUIRED", false],
    [403, "InvalidObjectState", "UNSUPPORTED", false],
    [400, "KMS.DisabledException", "ACCESS_DENIED", false],
    [400, "BadDigest", "DAMAGED", true],
    [400, "RequestTimeout", "UNAVAILABLE", true],
    [500, "InternalError", "UNAVAILABLE", true],
    [501, "NotImplemented", "UNSUPPORTED", false],
    [403, "QuotaExceeded", "OUT_OF_SPACE", true],
    [400, "EntityTooLarge", "TOO_LARGE", false],
    [502, "SomethingOfAProxy", "UNAVAILABLE", true],
  ])("%i %s becomes %s", async (status, code, expected, retryable) => {
    const error = await errorOf({ status, body: xml(code) });
    expect(error).toMatchObject({ code: expected, retryable });
    expect(error.message).toContain("s3://lake/raw/a.csv");
    expect(error.hint).toBeTruthy();
    expect(error.details).toMatchObject({ call: "s3:GetObject", service: code, status });
  });

  it("says of a failed precondition of a new object that the name is taken", async () => {
    const error = await errorOf({ status: 412, body: xml("PreconditionFailed") }, true);
    expect(error).toMatchObject({ code: "ALREADY_EXISTS", retryable: false });
  });

  it("tells which call, principal, resource and policy a refusal is about", async () => {
    const message =
      "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: kms:Decrypt on resource: " +
      "arn:aws:kms:eu-west-1:123456789012:key/k1 because no identity-based policy allows the kms:Decrypt action";
    const error = await errorOf({ status: 403, body: xml("AccessDenied", "", message) });
    expect(error).toMatchObject({ code: "ACCESS_DENIED", retryable: false });
    expect(error.message).toContain("kms:Decrypt");
    expect(error.hint).toContain("arn:aws:kms:eu-west-1:123456789012:key/k1");
    expect(error.details).toMatchObject({
      principal: "arn:aws:iam::123456789012:user/ana",
      action: "kms:Decrypt",
      policy: "identity-based policy",
    });
  });

  it("says that a policy forbids something explicitly", async () => {
    const message =
      "User: arn:aws:iam::1:user/ana is not authorized to perform: s3:GetObject on resource: " +
      '"arn:aws:s3:::lake/raw/a.csv" with an explicit deny in a service control policy';
    const error = await errorOf({ status: 403, body: xml("AccessDenied", "", message) });
    expect(error.hint).toContain("service control policy forbids s3:GetObject on arn:aws:s3:::lake/raw/a.csv");
  });

  it("names the call where a store says no more than that access is denied", async () => {
    const error = await errorOf({ status: 403, body: xml("AccessDenied", "", "Access Denied") });
    expect(error.message).toBe("s3:GetObject on “s3://lake/raw/a.csv” is not allowed for you.");
  });

  it("tells the region where a bucket is", async () => {
    const wrong = xml("AuthorizationHeaderMalformed", "<Region>us-west-2</Region>");
    expect(await errorOf({ status: 400, body: wrong })).toMatchObject({ details: { region: "us-west-2" } });
    const headers = { "x-amz-bucket-region": "ap-south-1" };
    const moved = await errorOf({ status: 301, body: xml("PermanentRedirect"), headers });
    expect(moved).toMatchObject({ code: "INVALID_INPUT", retryable: false, details: { region: "ap-south-1" } });
    expect(moved.hint).toContain("ap-south-1");
  });

  it("tells by how much the clock is wrong", async () => {
    const server = new Date(Date.now() - 3_600_000).toISOString();
    const error = await errorOf({
      status: 403,
      body: xml("RequestTimeTooSkewed", `<ServerTime>${server}</ServerTime>`),
    });
    expect(error.message).toContain("60 minutes (it is ahead)");
    expect(error.code).toBe("AUTH_REQUIRED");
  });

  it("tells a wrong clock from a wrong key where the service calls both a wrong signature", async () => {
    const said =
      "Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T011500Z - 15 min.)";
    const late = await errorOf({ status: 403, body: xml("SignatureDoesNotMatch", "", said) });
    expect(late.message).toContain("the clock of this computer");
    const wrong = await errorOf({ status: 403, body: xml("SignatureDoesNotMatch", "", "The signatures differ.") });
    expect(wrong.message).toContain("does not accept the access key");
  });

  it.each([
    [403, "ACCESS_DENIED"],
    [404, "NOT_FOUND"],
    [429, "RATE_LIMITED"],
  ])("understands the status %i of a HEAD, which has no body", async (status, code) => {
    const client = await clientOf({ status });
    const head = client.send(new HeadObjectCommand({ Bucket: "lake", Key: "a" }));
    const error = await head.catch((failure: unknown) => awsError(failure, context));
    expect(error).toMatchObject({ code });
  });

  it("tells of a server that does not answer, of credentials that cannot be had, and of a cancelled call", async () => {
    const get = new GetObjectCommand({ Bucket: "lake", Key: "a" });
    const of = (sent: Promise<unknown>) => sent.catch((error: unknown) => awsError(error, context));
    // Port 9 (discard) has no listener.
    expect(await of(clientAt(9).send(get))).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    const none = () => Promise.reject(Object.assign(new Error("no profile"), { name: "CredentialsProviderError" }));
    expect(await of(clientAt(9, none).send(get))).toMatchObject({ code: "AUTH_REQUIRED" });
    const controller = new AbortController();
    controller.abort();
    expect(await of(clientAt(9).send(get, { abortSignal: controller.signal }))).toMatchObject({ code: "CANCELLED" });
  });

  it("keeps what it does not know, with the name that the service gave it", async () => {
    const error = await errorOf({ status: 418, body: xml("Teapot", "", "I am one.") });
    expect(error).toMatchObject({ code: "INTERNAL", retryable: false, details: { service: "Teapot", status: 418 } });
    expect(error.message).toContain("I am one.");
  });
});
