import { randomInt } from "node:crypto";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { vi } from "vitest";
import type { PeerServer } from "./peer-server.ts";

/** An account of a moto server that nobody else uses, and keys of a session in it. */
export interface MotoAccount {
  id: string;
  server: PeerServer;
  sessionToken: string;
}

/** moto keeps accounts apart by the keys that requests are signed with (docs.getmoto.org, “Multi-Account support”). */
export async function freshMotoAccount(moto: PeerServer): Promise<MotoAccount> {
  const { endpoint, region, accessKeyId, secretAccessKey } = moto;
  const id = String(randomInt(1e11, 1e12));
  const sts = new STSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/analyst`, RoleSessionName: "lakeshore" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const server = { ...moto, accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    return { id, server, sessionToken: SessionToken };
  } finally {
    sts.destroy();
  }
}

/**
 * An account whose keys are in the environment of what a test starts, until `vi.unstubAllEnvs`: keys that are typed into
 * the app end with the browser host.
 */
export async function motoAccountOfEnvironment(moto: PeerServer): Promise<MotoAccount> {
  const account = await freshMotoAccount(moto);
  vi.stubEnv("AWS_ACCESS_KEY_ID", account.server.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", account.server.secretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", account.sessionToken);
  return account;
}

/** For a client of the SDK that asks as the account. */
export function clientOptions({ server, sessionToken }: MotoAccount) {
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } };
}
