import { defineConfig } from "vitest/config";

/** The end-to-end suite: one file after another, each with hosts of its own, against the built app. */
export default defineConfig({
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    // Other systems always have a display, on which the command would open the desktop app.
    exclude: process.platform === "linux" ? [] : ["tests/e2e/start-command.e2e.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    sequence: { concurrent: false },
  },
});
