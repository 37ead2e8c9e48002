import { summarize } from "./totals.mjs";

/** Ends a run's output with what it amounts to, and gives the exit code. @param {readonly import("./totals.mjs").Outcome[]} outcomes */
export function report(outcomes) {
  const { lines, exitCode } = summarize(outcomes, process.env);
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCode;
}
