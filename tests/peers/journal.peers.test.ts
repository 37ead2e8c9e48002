import { vi } from "vitest";
import { journalContract } from "../contracts/journal.ts";
import { describeWithPeers, s3Peers } from "./peer-servers.ts";
import { testBucket } from "./s3-store/s3-test-bucket.ts";

// moto takes 20 ms a request.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

for (const { name, server } of s3Peers) {
  describeWithPeers([name], "the journal", () => {
    journalContract(`S3 of ${name}`, async () => {
      const { store, dispose } = await testBucket(server());
      return { store: store(), dispose };
    });
  });
}
