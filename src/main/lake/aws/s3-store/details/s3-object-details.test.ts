import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SignIn } from "../../../../../shared/domain/connection.ts";
import { AwsConnection } from "../../connection/aws-connection.ts";
import { S3Store } from "../s3-store.ts";

const { signal } = new AbortController();
const closers: (() => void)[] = [];

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
});
afterEach(() => {
  closers.splice(0).forEach((close) => close());
  vi.unstubAllEnvs();
});

/** The store of a connection to AWS in eu-west-1, of which a server of our own takes the place. */
async function storeAt(listener: RequestListener, signIn: SignIn = { kind: "keys", accessKeyId: "AK" }) {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a TCP server has a port");
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${address.port}`);
  const connection = { id: "c", name: "AWS", signIn, region: "eu-west-1", endpoint: null };
  const aws = new AwsConnection({ connection, secretKey: async () => "SK" });
  closers.push(
    () => aws.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return new S3Store({ client: aws.s3(), home: { bucket: "sales", prefix: "lake/" } });
}

/** The region that a request is signed for. */
const regionOf = ({ headers }: IncomingMessage) =>
  /Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? "")?.[1];

describe("a link", () => {
  it("is signed for the region of the bucket, also where only a refusal tells it", async () => {
    for (const status of [200, 403]) {
      const store = await storeAt((request, response) => {
        const isNear = regionOf(request) === "eu-central-1";
        response.writeHead(isNear ? status : 301, { "x-amz-bucket-region": "eu-central-1" }).end();
      });
      const { url, expiresAt } = await store.details.link("a b.csv", { seconds: 60, versionId: "v1", signal });
      const { pathname, searchParams } = new URL(url);
      expect(pathname).toBe("/sales/lake/a%20b.csv");
      expect(searchParams.get("X-Amz-Credential")).toMatch(/^AK\/\d+\/eu-central-1\/s3\//);
      expect(searchParams.get("versionId")).toBe("v1");
      expect(expiresAt).not.toBeNull();
    }
  });

  it("is signed for the region of the connection where the store tells none", async () => {
    const store = await storeAt((_request, response) => response.writeHead(403).end());
    const { url } = await store.details.link("a.csv", { seconds: 60, versionId: null, signal });
    expect(new URL(url).searchParams.get("X-Amz-Credential")).toMatch(/^AK\/\d+\/eu-west-1\/s3\//);
  });

  it("is the plain address where nothing is signed", async () => {
    const store = await storeAt((_request, response) => response.writeHead(200).end(), { kind: "anonymous" });
    const { url, expiresAt } = await store.details.link("a b.csv", { seconds: 60, versionId: "v1", signal });
    const { pathname, search } = new URL(url);
    expect(pathname + search).toBe("/sales/lake/a%20b.csv?versionId=v1");
    expect(expiresAt).toBeNull();
  });
});

describe("the restore of an archived object", () => {
  /** The body of the request for an object of that class. */
  async function asked(storageClass: string, headers: Record<string, string>): Promise<string> {
    let body = "";
    const store = await storeAt((request, response) => {
      if (request.method !== "POST") {
        response.writeHead(200, { etag: '"e"', "x-amz-storage-class": storageClass, ...headers }).end();
        return;
      }
      request.setEncoding("utf8").on("data", (text) => (body += text));
      request.on("end", () => response.writeHead(202).end());
    });
    await store.details.restoreArchived("old.csv", { days: 3, speed: "bulk", signal });
    return body;
  }

  it("asks for a number of days in Glacier", async () => {
    expect(await asked("GLACIER", {})).toMatch(/<Days>3<\/Days>.*<Tier>Bulk<\/Tier>/);
  });

  it("asks for none in Intelligent-Tiering, where it stays", async () => {
    const body = await asked("INTELLIGENT_TIERING", { "x-amz-archive-status": "DEEP_ARCHIVE_ACCESS" });
    expect(body).toContain("<Tier>Bulk</Tier>");
    expect(body).not.toContain("Days");
  });
});
