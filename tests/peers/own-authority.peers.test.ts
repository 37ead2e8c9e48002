import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AwsConnections } from "../../src/main/lake/aws/connection/aws-connections.ts";
import type { TestStep } from "../../src/shared/contract/connections.ts";
import type { Connection } from "../../src/shared/domain/connection.ts";
import { CertificateAuthority } from "../fixtures/certificate-authority.ts";
import { describeWithPeers, rgw } from "./peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-store/s3-test-bucket.ts";

describeWithPeers(["rgw"], "Ceph behind TLS, with a certificate of an authority of one's own", () => {
  const authority = new CertificateAuthority();
  let folder: string;
  let server: Server;
  let bucket: TestBucket;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "own-authority-"));
    await writeFile(join(folder, "ca.pem"), authority.certificate);
    bucket = await testBucket(rgw());
    server = tlsBefore(rgw().endpoint, authority);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await bucket.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function tested(caFile: string | null): Promise<Map<string, TestStep>> {
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("a TCP server has a port");
    const { accessKeyId, secretAccessKey, region } = rgw();
    const connection: Connection = {
      id: "c1",
      name: "Ceph",
      signIn: { kind: "keys", accessKeyId },
      region,
      endpoint: {
        url: `https://127.0.0.1:${address.port}`,
        pathStyle: true,
        caFile,
        allowPlainHttp: false,
        checksums: "when-required",
        services: "s3",
      },
    };
    const connections = new AwsConnections({ settings: () => connection, secretKey: async () => secretAccessKey });
    const { signal } = new AbortController();
    const place = { bucket: bucket.bucket, prefix: "lake" };
    const steps = new Map<string, TestStep>();
    for await (const step of connections.test({ connection, secretKey: null }, place, { signal })) {
      steps.set(step.step, step);
    }
    connections.close();
    return steps;
  }

  it("is refused without the authority's certificate, and says what is missing", async () => {
    const steps = await tested(null);
    for (const step of ["buckets", "list", "write"]) {
      expect(steps.get(step)).toMatchObject({
        state: "failed",
        error: { code: "UNAVAILABLE", hint: expect.stringContaining("CA certificate") as unknown },
      });
    }
  });

  it("is read and written with it", async () => {
    const steps = await tested(join(folder, "ca.pem"));
    for (const step of ["buckets", "list", "write", "read", "overwrite-guard", "delete"]) {
      expect(steps.get(step), step).toMatchObject({ state: "passed" });
    }
  });
});

/** Ends TLS before a server, and passes on what was sent with the Host that was signed. */
function tlsBefore(endpoint: string, authority: CertificateAuthority): Server {
  return createServer(authority.forLoopback(), (request, response) => {
    const { method = "GET", url = "/", headers } = request;
    const passed = httpRequest(new URL(url, endpoint), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
}
