import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { addLogSink } from "../log.ts";

/** A log of this size is set aside at the next start, and the one before it dropped. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Keeps main's log in the user-data folder too: a desktop app has no terminal to write to. */
export function keepLogFile(userData: string): void {
  const folder = join(userData, "logs");
  const file = join(folder, "main.log");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, join(folder, "main.1.log"));
  addLogSink((line) => appendFileSync(file, line, { mode: 0o600 }));
}
