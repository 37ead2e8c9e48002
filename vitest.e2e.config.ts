import { defineConfig } from "vitest/config";

/** The end-to-end suite: one file after another, each with hosts of its own, against the built app. */
export default defineConfig({
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { concurrent: false },
  },
});
