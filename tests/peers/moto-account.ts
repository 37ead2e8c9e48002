import { randomInt } from "node:crypto";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
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
