import { PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { refusesOverwrite } from "../../../src/main/lake/aws/connection/overwrite-guard.ts";
import { objectStoreContract } from "../../contracts/object-store.ts";
import { describeWithPeers, moto, rgw, type PeerServer } from "../peer-servers.ts";
import { testBucket } from "./s3-test-bucket.ts";

// moto takes 20 ms a request, and the contract makes 1,200 objects one after the other.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const poll = { first: 300, most: 1_000 };
const storeOf = async (server: PeerServer, refuses = true) => {
  const bucket = await testBucket(server);
  return { store: bucket.store({ probe: async () => refuses, limits: { poll } }), dispose: bucket.dispose };
};

/** Ceph ignores If-None-Match there, and says nothing. */
const versionedStore = async () => {
  const { client, bucket, store, dispose } = await testBucket(rgw());
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  const probe = (name: string, signal: AbortSignal) => refusesOverwrite(client, { bucket: name, prefix: "" }, signal);
  return { store: store({ probe, limits: { poll } }), dispose };
};

describeWithPeers(["rgw"], "its objects", () => {
  objectStoreContract("S3 of Ceph", () => storeOf(rgw()));
  objectStoreContract("S3 of Ceph, as if it ignored If-None-Match", () => storeOf(rgw(), false));
  objectStoreContract("S3 of Ceph in a bucket that keeps versions", versionedStore);
});
describeWithPeers(["moto"], "its objects", () => {
  // Its router does not find a key with the end of a line in it.
  objectStoreContract("S3 of moto", () => storeOf(moto()), { flawedNames: ["line\nbreak"] });
});
