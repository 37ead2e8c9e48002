import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

/** What a figure must not pass, in the figure's own unit. */
export type Goal = { atMost: number } | { atLeast: number };

/** One measured number. A figure without a goal is there to be read beside the others. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  goal?: Goal;
}

/** A figure as `--json FILE` writes it; `goal` and `holds` are null for a figure without a goal. */
export interface ReportedFigure {
  name: string;
  value: number;
  unit: string;
  goal: string | null;
  holds: boolean | null;
}

/**
 * Prints the figures as one table and, when the command line has `--json FILE`, writes them there as an array.
 * A missed goal shows in the table and in the file; the exit code stays 0, because a benchmark measures and does not
 * judge the machine it runs on.
 */
export async function report(title: string, figures: readonly Figure[]): Promise<void> {
  const reported = figures.map(judge);
  console.log(formatTable(title, reported));
  const { values } = parseArgs({ options: { json: { type: "string" } }, strict: false });
  if (typeof values.json === "string") await writeFile(values.json, `${JSON.stringify(reported, null, 2)}\n`);
}

/** The middle value, or the mean of the two in the middle. NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Compares a figure with its goal. */
export function judge(figure: Figure): ReportedFigure {
  const { name, value, unit, goal } = figure;
  if (goal === undefined) return { name, value, unit, goal: null, holds: null };
  const holds = "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
  const text = "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  return { name, value, unit, goal: text, holds };
}

/** The table as text: one line a figure, columns aligned, numbers to three significant places. */
export function formatTable(title: string, figures: readonly ReportedFigure[]): string {
  const verdict = (holds: boolean | null) => (holds === null ? "" : holds ? "holds" : "MISSED");
  const lines = figures.map(({ name, value, unit, goal, holds }) => [
    name,
    formatNumber(value),
    unit,
    goal ?? "",
    verdict(holds),
  ]);
  const rows = [["figure", "value", "unit", "goal", ""], ...lines];
  const widths = rows.reduce<number[]>((found, row) => row.map((cell, i) => Math.max(found[i] ?? 0, cell.length)), []);
  const text = rows.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, i === 1))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...text].join("\n");
}

function pad(cell: string, width: number, right: boolean): string {
  return right ? cell.padStart(width) : cell.padEnd(width);
}

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}
