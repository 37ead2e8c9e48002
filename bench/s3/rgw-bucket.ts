import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AwsConnection } from "../../src/main/lake/aws/connection/aws-connection.ts";
import type { Connection } from "../../src/shared/domain/connection.ts";

/** A server that speaks S3 on loopback, with keys that may make buckets. */
export interface MeasuredServer {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A new bucket, reached as the app reaches it. */
export interface MeasuredBucket extends AsyncDisposable {
  name: string;
  server: MeasuredServer;
  connection: AwsConnection;
  /** Removes the objects below a prefix, as every run stores its bytes anew and the server keeps them in memory. */
  empty: (prefix: string) => Promise<void>;
}

/** What a person would save for that server. RGW refuses checksums in trailers (411), so it gets none. */
export function connectionTo(server: MeasuredServer): Connection {
  return {
    id: "measured",
    name: "Measured",
    signIn: { kind: "keys", accessKeyId: server.accessKeyId },
    region: server.region,
    endpoint: {
      url: server.endpoint,
      pathStyle: true,
      caFile: null,
      allowPlainHttp: false,
      checksums: "when-required",
      services: "s3",
    },
  };
}

/** The clients of the app, with its limits, its handler and its count of traffic. */
export function connect(server: MeasuredServer): AwsConnection {
  return new AwsConnection({ connection: connectionTo(server), secretKey: async () => server.secretAccessKey });
}

/** Disposing removes it with all that is in it. */
export async function measuredBucket(server: MeasuredServer): Promise<MeasuredBucket> {
  const connection = connect(server);
  const name = `lakeshore-bench-${randomUUID()}`;
  const client = connection.s3();
  await client.send(new CreateBucketCommand({ Bucket: name }));
  const empty = (prefix: string) => removeAll(client, name, prefix);
  return {
    name,
    server,
    connection,
    empty,
    async [Symbol.asyncDispose]() {
      await empty("");
      await client.send(new DeleteBucketCommand({ Bucket: name }));
      connection.close();
    },
  };
}

async function removeAll(client: S3Client, Bucket: string, Prefix: string): Promise<void> {
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors[0]) throw new Error(`${Errors[0].Key ?? ""} cannot be deleted: ${Errors[0].Message ?? "no reason"}`);
  }
}
