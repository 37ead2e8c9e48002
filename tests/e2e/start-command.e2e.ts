import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("npm start without a display says why and serves the browser host at one address", async () => {
  const userData = await mkdtemp(join(tmpdir(), "lakeshore-start-"));
  onTestFinished(() => rm(userData, { recursive: true, force: true }));
  const env = { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "" };
  const args = ["scripts/start.mjs", "--port", "0", "--user-data", userData];
  const command = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void command.kill("SIGTERM"));
  let output = "";
  let words = "";
  command.stdout.on("data", (data) => (output += String(data)));
  command.stderr.on("data", (data) => (words += String(data)));
  const exited = once(command, "exit");

  await expect.poll(() => output, { timeout: 60_000 }).toMatch(/^.*http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n$/);
  expect(words).toMatch(/The desktop app cannot be opened \(.+\), so Lakeshore is served to your browser instead\.\n/);
  const answer = await fetch(/http:\S+/.exec(output)?.[0] ?? "", { redirect: "manual" });
  expect(answer.status).toBe(303);

  command.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});
