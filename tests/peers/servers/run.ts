import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface Command {
  file: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** Runs a program to its end and gives what it wrote; fails with its last words when it does. Aborting kills it. */
export async function run(
  file: string,
  args: readonly string[],
  { signal, env = process.env }: { signal: AbortSignal; env?: NodeJS.ProcessEnv },
): Promise<string> {
  try {
    const { stdout } = await execute(file, args, { signal, env, killSignal: "SIGKILL", maxBuffer: 64 << 20 });
    return stdout;
  } catch (error) {
    signal.throwIfAborted();
    const written = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(`${file} failed: ${lastLines(written) || String(error)}`, { cause: error });
  }
}

/** What is worth showing of a log. */
export function lastLines(log: string): string {
  return log.trim().split("\n").slice(-8).join("\n");
}
