import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { forkEngine } from "./fork-engine.ts";

let folder: string;
let entry: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-fork-"));
  entry = join(folder, "entry.mjs");
  writeFileSync(
    entry,
    `process.on("message", (message) => {
       if (message.ask === "env") process.send({ env: process.env });
       else if (message.ask === "end") process.exit(3);
       else process.send({ echo: message });
     });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string> = {}) {
  const child = forkEngine({ entry, serviceName: "engine", env });
  onTestFinished(() => child.kill());
  const messages: unknown[] = [];
  const exits: unknown[] = [];
  child.onMessage((message) => messages.push(message));
  child.onExit((exit) => exits.push(exit));
  return { child, messages, exits };
}

test("carries what structured clone carries", async () => {
  const { child, messages } = start();
  const message = { bytes: new Uint8Array([1, 2, 3]), big: 2n ** 70n, when: new Date(0), map: new Map([["a", 1]]) };
  child.send(message);
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  expect(messages[0]).toMatchObject({ echo: { big: 2n ** 70n, when: new Date(0), map: new Map([["a", 1]]) } });
});

test("hands over no environment but the one it was given", async () => {
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { child, messages } = start({ LAKESHORE_ENGINE: "files" });
  child.send({ ask: "env" });
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  expect(messages[0]).toMatchObject({ env: { LAKESHORE_ENGINE: "files" } });
  expect(JSON.stringify(messages[0])).not.toContain("secret");
});

test("tells how the process ended, also to those who ask late", async () => {
  const { child, exits } = start();
  child.send({ ask: "end" });
  await vi.waitFor(() => expect(exits).toEqual([{ code: 3, signal: null }]));
  const late: unknown[] = [];
  child.onExit((exit) => late.push(exit));
  await vi.waitFor(() => expect(late).toHaveLength(1));
  child.send({ ask: "nobody" });
});

test("kills a process that has been stopped", async () => {
  const { child, messages, exits } = start();
  child.send({ hello: 1 });
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  // Windows has no stopped processes; there the kill is the same call.
  if (process.platform !== "win32" && child.pid !== undefined) process.kill(child.pid, "SIGSTOP");
  child.kill();
  await vi.waitFor(() => expect(exits).toHaveLength(1));
});

test("tells of a program that cannot be started", async () => {
  const child = forkEngine({ entry: join(folder, "missing.mjs"), serviceName: "engine", env: {} });
  const exits: { code: number | null }[] = [];
  child.onExit((exit) => exits.push(exit));
  await vi.waitFor(() => expect(exits).toHaveLength(1));
  expect(exits[0]?.code).not.toBe(0);
});
