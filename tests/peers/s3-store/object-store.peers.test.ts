import { vi } from "vitest";
import { objectStoreContract } from "../../contracts/object-store.ts";
import { motoPeer, rgwPeer, testBucket } from "./s3-test-bucket.ts";

// moto takes 20 ms a request, and the contract makes 1,200 objects one after the other.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const poll = { first: 300, most: 1_000 };
const storeOf = async (peer: typeof rgwPeer, conditionalWrites: boolean) => {
  const bucket = await testBucket(peer);
  return { store: bucket.store({ conditionalWrites, limits: { poll } }), dispose: bucket.dispose };
};

objectStoreContract("S3 of Ceph", () => storeOf(rgwPeer, true));
objectStoreContract("S3 of Ceph, as if it ignored If-None-Match", () => storeOf(rgwPeer, false));
// Its router does not find a key with the end of a line in it.
objectStoreContract("S3 of moto", () => storeOf(motoPeer, true), { flawedNames: ["line\nbreak"] });
