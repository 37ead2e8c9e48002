import { readFile } from "node:fs/promises";

/**
 * Resident memory of another process in bytes, read from outside of it, so that a process that is too busy to answer is
 * measured too. Null where the system has no such file; the process then tells by itself.
 */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform !== "linux") return null;
  // Gone by now, or not ours to read: there is nothing to measure.
  const status = await readFile(`/proc/${pid}/status`, "latin1").catch(() => "");
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
