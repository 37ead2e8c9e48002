import { spawn } from "node:child_process";
import { projectEnv, root } from "./project.mjs";

/**
 * Runs a program in the project folder until it ends. With `quiet` its output is kept and returned, else it is shown.
 * Signals that ask this process to stop are passed on, so that the program can end in order.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, timeoutMs?: number, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, { quiet = false, timeoutMs, env = projectEnv(), shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += String(data)));
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => (timedOut = child.kill("SIGKILL")), timeoutMs);
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    for (const signal of signals) process.on(signal, forward);
    // npm does not pass signals through the shell between us: when our parent has gone, so has the person's wish.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1_000);
    const settle = () => {
      clearInterval(watch);
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, forward);
    };
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code, signal) => {
      settle();
      // A program ended by a signal has no code: 128 + n is what shells make of it, 1 is enough here.
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output, timedOut });
    });
  });
}
