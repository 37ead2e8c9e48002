import { defineConfig } from "vitest/config";

/** The end-to-end suite: one file after another, each with hosts of its own, against the built app. */
export default defineConfig({
  test: {
    include: ["tests/e2e/**/*.e2e.ts"],
    exclude: notOfThisSystem(),
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    sequence: { concurrent: false },
  },
});

/** Says which files are left out, so that they are not missing in silence. */
function notOfThisSystem(): string[] {
  const left = [
    {
      file: "tests/e2e/start-command.e2e.ts",
      runs: process.platform === "linux",
      reason: "there is always a display, on which the command would open the desktop app",
    },
    {
      file: "tests/e2e/faults.e2e.ts",
      runs: process.platform !== "win32",
      reason: "processes cannot be stopped by a signal",
    },
  ].filter(({ runs }) => !runs);
  for (const { file, reason } of left) process.stdout.write(`Left out on ${process.platform}: ${file} (${reason})\n`);
  return left.map(({ file }) => file);
}
