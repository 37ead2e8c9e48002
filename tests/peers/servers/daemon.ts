import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { answers } from "./answers.ts";
import { lastLines, type Command } from "./run.ts";

export interface Daemon extends AsyncDisposable {
  readonly name: string;
  /** Rejects when the process ends, which it never does by itself, with the end of its log. */
  readonly ended: Promise<never>;
}

/** Starts a server that stays in the foreground and logs to a file. Disposing kills it: it has nothing worth keeping. */
export function startDaemon(name: string, { file, args, env }: Command, log: string): Daemon {
  const output = openSync(log, "a");
  const child = spawn(file, args, { env, stdio: ["ignore", output, output] });
  closeSync(output);
  const exited = once(child, "exit");
  const ended = exited.then(
    async ([code, signal]) => {
      throw new Error(`${name} ended with ${String(code ?? signal)}: ${lastLines(await readFile(log, "utf8"))}`);
    },
    (error: unknown) => {
      throw new Error(`${name} did not start`, { cause: error });
    },
  );
  // Who waits for the server hears of it; when nobody does any more, it was ended on purpose.
  ended.catch(() => undefined);
  return {
    name,
    ended,
    async [Symbol.asyncDispose]() {
      if (child.pid === undefined) return;
      child.kill("SIGKILL");
      await Promise.allSettled([ended]);
    },
  };
}

const PATIENCE_MS = 120_000;

/** Waits until something answers at the address, as long as all daemons run. */
export async function untilAnswers(url: string, daemons: readonly Daemon[], signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const late = AbortSignal.timeout(PATIENCE_MS);
  const polling = poll(url, AbortSignal.any([signal, done.signal, late]));
  try {
    await Promise.race([polling, ...daemons.map(({ ended }) => ended)]);
  } catch (error) {
    if (late.aborted) throw new Error(`nothing answered at ${url} within ${PATIENCE_MS / 1000} s`, { cause: error });
    throw error;
  } finally {
    done.abort();
    await Promise.allSettled([polling]);
  }
}

async function poll(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answers(url, signal))) await delay(100, undefined, { signal });
}
