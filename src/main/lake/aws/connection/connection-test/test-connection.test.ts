import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TestStep } from "../../../../../shared/contract/connections.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";
import { AwsConnection } from "../aws-connection.ts";
import { testConnection } from "./test-connection.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  closers.splice(0).forEach((close) => close());
  vi.unstubAllEnvs();
});

type Refusal = { code: string; message: string; status?: number };

/** How the test ends against a store that refuses what the test of it says, and answers the rest emptily. */
async function endingsAgainst(
  refuse: (request: IncomingMessage) => Refusal | null,
  changed: Partial<Connection> = {},
): Promise<Map<string, TestStep>> {
  const server = createServer((request, response) => {
    request.resume();
    const refusal = refuse(request);
    if (!refusal) return response.writeHead(200).end("");
    const { code, message, status = 403 } = refusal;
    return response.writeHead(status).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a TCP server has a port");
  const url = `http://127.0.0.1:${address.port}`;
  vi.stubEnv("AWS_ENDPOINT_URL", url);
  const aws = new AwsConnection({
    connection: {
      id: "c1",
      name: "Store",
      signIn: { kind: "keys", accessKeyId: "AK" },
      region: "eu-west-1",
      endpoint: {
        url,
        pathStyle: true,
        caFile: null,
        allowPlainHttp: false,
        checksums: "when-required",
        services: "s3",
      },
      ...changed,
    },
    secretKey: async () => "SK",
  });
  closers.push(
    () => aws.close(),
    () => server.close(),
  );
  const place = { bucket: "sales", prefix: "lake/" };
  const endings = new Map<string, TestStep>();
  for await (const step of testConnection(aws, place, { signal: new AbortController().signal })) {
    endings.set(step.step, step);
  }
  return endings;
}

const user = "arn:aws:iam::123456789012:user/ana";
const isPut = ({ method }: IncomingMessage) => method === "PUT";

describe("a refusal", () => {
  it("is explained: the call, who, what, which policy, and the statement that would allow it", async () => {
    const message = `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::sales/lake/x" because no identity-based policy allows the s3:PutObject action`;
    const endings = await endingsAgainst((request) => (isPut(request) ? { code: "AccessDenied", message } : null));
    const write = endings.get("write");
    expect(write).toMatchObject({
      state: "failed",
      error: {
        code: "ACCESS_DENIED",
        details: {
          call: "s3:PutObject",
          principal: user,
          policy: "identity-based policy",
          resource: "s3://sales/lake/",
        },
      },
    });
    expect(JSON.parse(write?.policy ?? "null")).toEqual({
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: ["arn:aws:s3:::sales/lake/*"],
    });
    expect(endings.get("overwrite-guard")?.state).toBe("skipped");
    expect(endings.get("delete")?.state).toBe("skipped");
  });

  it("of an encryption key asks for the key, not for the bucket", async () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/k1";
    const message = `User: ${user} is not authorized to perform: kms:GenerateDataKey on resource: ${key} because no resource-based policy allows the kms:GenerateDataKey action`;
    const endings = await endingsAgainst((request) => (isPut(request) ? { code: "AccessDenied", message } : null));
    expect(JSON.parse(endings.get("write")?.policy ?? "null")).toEqual({
      Effect: "Allow",
      Action: ["kms:GenerateDataKey"],
      Resource: [key],
    });
  });

  it.each([
    { region: "cn-north-1", partition: "aws-cn" },
    { region: "us-gov-west-1", partition: "aws-us-gov" },
    { region: "eusc-de-east-1", partition: "aws-eusc" },
    { region: "us-east-1", partition: "aws" },
  ])("in $region names resources of $partition", async ({ region, partition }) => {
    const denied = { code: "AccessDenied", message: "Access Denied" };
    const endings = await endingsAgainst((request) => (isPut(request) ? denied : null), { region, endpoint: null });
    expect(JSON.parse(endings.get("write")?.policy ?? "null")).toMatchObject({
      Resource: [`arn:${partition}:s3:::sales/lake/*`],
    });
  });

  it("of a store that is not AWS names resources as such stores do, whatever its region is called", async () => {
    const denied = { code: "AccessDenied", message: "Access Denied" };
    const endings = await endingsAgainst((request) => (isPut(request) ? denied : null), { region: "cn-north-1" });
    expect(JSON.parse(endings.get("write")?.policy ?? "null")).toMatchObject({
      Resource: ["arn:aws:s3:::sales/lake/*"],
    });
  });

  it("in so many words offers no statement, which would not help", async () => {
    const message = `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::sales/lake/x" with an explicit deny in a service control policy`;
    const endings = await endingsAgainst((request) => (isPut(request) ? { code: "AccessDenied", message } : null));
    expect(endings.get("write")).toMatchObject({ state: "failed", policy: null });
    expect(endings.get("write")?.error?.details?.["policy"]).toBe("service control policy");
  });

  it("to list buckets is no failure: people type the name of theirs", async () => {
    const endings = await endingsAgainst(({ url = "" }) =>
      url.startsWith("/?") ? { code: "AccessDenied", message: "Access Denied" } : null,
    );
    expect(endings.get("buckets")).toMatchObject({ state: "weaker", error: { code: "ACCESS_DENIED" } });
    expect(endings.get("write")?.state).toBe("passed");
  });
});

it("finds that a store does not know the condition against overwriting", async () => {
  const endings = await endingsAgainst((request) =>
    request.headers["if-none-match"] === undefined
      ? null
      : { code: "NotImplemented", message: "A header you provided is not implemented.", status: 501 },
  );
  expect(endings.get("overwrite-guard")).toMatchObject({ state: "weaker", error: null });
});

it("finds that what was written does not come back the same", async () => {
  const endings = await endingsAgainst(() => null);
  expect(endings.get("read")).toMatchObject({ state: "failed", error: { code: "DAMAGED" } });
});
