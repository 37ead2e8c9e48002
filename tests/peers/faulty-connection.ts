import { AwsConnection } from "../../src/main/lake/aws/connection/aws-connection.ts";
import {
  type Service,
  serviceLimits,
  type ServiceLimits,
} from "../../src/main/lake/aws/connection/http/service-limits.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { type MotoAccount, freshMotoAccount } from "./moto-account.ts";
import type { PeerServer } from "./peer-server.ts";

/** A connection as the app makes it, through a proxy, to a fresh account of moto. */
export interface FaultyConnection extends AsyncDisposable {
  connection: AwsConnection;
  proxy: FaultProxy;
  account: MotoAccount;
}

/** Stalls are found soon, and no breaker ends the tries of a call: those have their own tests. */
export async function faultyConnection(moto: PeerServer): Promise<FaultyConnection> {
  const account = await freshMotoAccount(moto);
  const proxy = await FaultProxy.before(moto.endpoint);
  const { accessKeyId, secretAccessKey } = account.server;
  const connection = new AwsConnection({
    connection: {
      id: "faulty",
      name: "Faulty",
      signIn: { kind: "keys", accessKeyId },
      region: moto.region,
      endpoint: {
        url: proxy.endpoint,
        pathStyle: true,
        caFile: null,
        allowPlainHttp: false,
        checksums: "when-required",
        services: "aws",
      },
    },
    secretKey: async () => secretAccessKey,
    limits: patient(),
  });
  return {
    connection,
    proxy,
    account,
    async [Symbol.asyncDispose]() {
      connection.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

function patient(): Record<Service, ServiceLimits> {
  const of = (service: Service) => ({ ...serviceLimits[service], failures: 100, stallMs: 500, attempts: 3 });
  return { S3: of("S3"), Glue: of("Glue"), Athena: of("Athena"), STS: of("STS") };
}
