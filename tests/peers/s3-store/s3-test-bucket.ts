import { type S3Client } from "@aws-sdk/client-s3";
import { type S3StoreOptions, S3Store } from "../../../src/main/lake/aws/s3-store/s3-store.ts";
import { freshBucket, s3Client } from "../fresh-bucket.ts";
import type { PeerServer } from "../peer-servers.ts";

export interface TestBucket {
  client: S3Client;
  bucket: string;
  store: (options?: Partial<S3StoreOptions>) => S3Store;
  /** A client of the same bucket by another way. */
  clientAt: (url: string) => S3Client;
  dispose: () => Promise<void>;
}

/** A new bucket of a server, and stores in it. It goes with all its versions. */
export async function testBucket(server: PeerServer): Promise<TestBucket> {
  const fresh = await freshBucket(server);
  const { client, name: bucket } = fresh;
  const clients: S3Client[] = [];
  return {
    client,
    bucket,
    store: (options = {}) => new S3Store({ client, home: { bucket, prefix: "lake/" }, ...options }),
    clientAt(url) {
      const made = s3Client(server, { endpoint: url });
      clients.push(made);
      return made;
    },
    async dispose() {
      for (const made of clients) made.destroy();
      await fresh[Symbol.asyncDispose]();
    },
  };
}
