import { defineConfig } from "vitest/config";

/** Tests against third-party servers on loopback, which are started once (see tests/peers/global-setup.ts). */
export default defineConfig({
  test: {
    include: ["tests/peers/**/*.peers.test.ts"],
    globalSetup: ["tests/peers/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
});
