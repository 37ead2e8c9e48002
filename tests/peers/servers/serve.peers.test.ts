import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, type TestContext } from "vitest";
import { z } from "zod";
import { describeWithPeers } from "../peer-servers.ts";
import { answers } from "./answers.ts";

const { signal } = new AbortController();

/** A server of the test's own, and the process that keeps it. */
async function serveMoto(context: TestContext): Promise<{ keeper: ChildProcess; endpoint: string }> {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, "serve.ts"), "--while-stdin-is-open", "moto"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  onTestFinished(() => void keeper.stdin.destroy());
  for await (const line of createInterface({ input: keeper.stdout })) {
    const { endpoint, missing } = z
      .object({ endpoint: z.string().optional(), missing: z.string().optional() })
      .parse(JSON.parse(line));
    if (endpoint !== undefined) return { keeper, endpoint };
    context.skip(`moto: ${missing ?? "no reason"}`);
  }
  throw new Error("The process ended without a word.");
}

describeWithPeers(["moto"], "a server that was started", () => {
  const endings = {
    "is told to stop": (keeper: ChildProcess) => keeper.kill("SIGTERM"),
    "loses the process that started it": (keeper: ChildProcess) => keeper.stdin?.destroy(),
  };
  for (const [name, end] of Object.entries(endings)) {
    test(`goes when its keeper ${name}`, async (context) => {
      const { keeper, endpoint } = await serveMoto(context);
      expect(await answers(endpoint, signal)).toBe(true);
      const exited = once(keeper, "exit");
      end(keeper);
      expect(await exited).toEqual([0, null]);
      expect(await answers(endpoint, signal)).toBe(false);
    });
  }
});
