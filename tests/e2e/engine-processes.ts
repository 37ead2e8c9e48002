import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The processes that a process has started, and theirs. Of systems with POSIX's ps. */
export async function childProcesses(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** Sends a signal to every engine of an app; returns how many there were. */
export async function signalEngines(appPid: number, signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): Promise<number> {
  const pids = await childProcesses(appPid);
  for (const pid of pids) process.kill(pid, signal);
  return pids.length;
}
