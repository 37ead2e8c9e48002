import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CertificateAuthority } from "../../../../../../tests/fixtures/certificate-authority.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";
import { AwsConnections } from "../aws-connections.ts";

const authority = new CertificateAuthority();
const { signal } = new AbortController();
let folder: string;
let server: Server;
let connections: AwsConnections;
let caFile: string | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "authority-"));
  server = createServer(authority.forLoopback(), (request, response) => {
    request.resume();
    response.end("<ListAllMyBucketsResult><Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  connections = new AwsConnections({ settings: connection, secretKey: async () => "SK" });
});
afterEach(async () => {
  connections.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function connection(): Connection {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a TCP server has a port");
  return {
    id: "c1",
    name: "Own store",
    signIn: { kind: "keys", accessKeyId: "AK" },
    region: "us-east-1",
    endpoint: {
      url: `https://127.0.0.1:${address.port}`,
      pathStyle: true,
      caFile,
      allowPlainHttp: false,
      checksums: "when-required",
      services: "s3",
    },
  };
}

const names = async () => (await connections.buckets("c1", { signal })).map(({ name }) => name);

async function pem(text: string): Promise<string> {
  const path = join(folder, "ca.pem");
  await writeFile(path, text);
  return path;
}

it("reaches a server whose certificate the person's own authority has signed", async () => {
  caFile = await pem(authority.certificate);
  expect(await names()).toEqual(["b"]);
});

it("refuses the server without that authority, and with another, and says what to do", async () => {
  caFile = null;
  const told = { code: "UNAVAILABLE", hint: expect.stringContaining("CA certificate") as unknown };
  await expect(names()).rejects.toMatchObject(told);
  caFile = await pem(new CertificateAuthority().certificate);
  await connections.renew("c1");
  await expect(names()).rejects.toMatchObject(told);
});

it("says what is wrong with the file, and takes it once it is right, without a restart", async () => {
  caFile = join(folder, "ca.pem");
  const refused = (text: string) =>
    expect(names()).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining(text) as unknown });
  await refused("cannot be read");
  await pem("-----BEGIN RSA PRIVATE KEY-----");
  await refused("no certificate");
  await pem("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n");
  await refused("no certificate");
  await pem(authority.certificate);
  expect(await names()).toEqual(["b"]);
});
