import { fork } from "node:child_process";
import { once } from "node:events";
import { median, report, type Figure } from "./report.ts";
import { TABLES, type Vocabulary } from "./search/documents.ts";
import type { Measurement } from "./search/measure.ts";

/** Search as one types over a large catalog, beside MiniSearch on the same tables. */
const QUESTIONS = 100;
/** MiniSearch takes long for each keystroke. */
const PEER_QUESTIONS = 4;
const BUILDS = 3;

const figures: Figure[] = [];
for (const vocabulary of ["small", "large"] as const) {
  const runs: Measurement[] = [];
  for (let run = 0; run < BUILDS; run += 1) {
    runs.push(await measured("lakeshore", vocabulary, QUESTIONS, run > 0));
  }
  const [own] = runs;
  if (!own) throw new Error("nothing was measured");
  const peer = await measured("minisearch", vocabulary, PEER_QUESTIONS, false);
  figures.push(...ownFigures(vocabulary, own, runs), ...peerFigures(vocabulary, own, peer));
}
await report(
  `Search over ${TABLES.toLocaleString("en")} tables of 20 columns, a keystroke at a time, the best 50 of each`,
  figures,
);

function ownFigures(vocabulary: Vocabulary, own: Measurement, runs: readonly Measurement[]): Figure[] {
  const name = (text: string) => `${vocabulary} vocabulary: ${text}`;
  const builds = runs.map(({ buildSeconds }) => buildSeconds);
  return [
    { name: name("index build, fastest"), value: Math.min(...builds), unit: "s", goal: { atMost: 10 } },
    { name: name("index build, median"), value: median(builds), unit: "s", goal: { atMost: 10 } },
    { name: name("memory"), value: own.megabytes, unit: "MB", goal: { atMost: 150 } },
    { name: name("file"), value: own.fileMegabytes, unit: "MB" },
    { name: name("keystroke, p50"), value: quantile(own.keystrokes, 0.5), unit: "ms" },
    { name: name("keystroke, p99"), value: quantile(own.keystrokes, 0.99), unit: "ms", goal: { atMost: 10 } },
    ...Object.entries(own.hits).map(([kind, share]) => ({
      name: name(`hit@10, ${kind}`),
      value: share * 100,
      unit: "%",
      ...(kind === "all" && { goal: { atLeast: 98 } }),
    })),
  ];
}

function peerFigures(vocabulary: Vocabulary, own: Measurement, peer: Measurement): Figure[] {
  const name = (text: string) => `${vocabulary} vocabulary: MiniSearch, ${text}`;
  const p99 = quantile(peer.keystrokes, 0.99);
  return [
    { name: name("index build"), value: peer.buildSeconds, unit: "s" },
    { name: name("memory"), value: peer.megabytes, unit: "MB" },
    { name: name("keystroke, p50"), value: quantile(peer.keystrokes, 0.5), unit: "ms" },
    { name: name("keystroke, p99"), value: p99, unit: "ms" },
    { name: name("hit@10, all"), value: (peer.hits["all"] ?? Number.NaN) * 100, unit: "%" },
    { name: name("p99 over that of Lakeshore"), value: p99 / quantile(own.keystrokes, 0.99), unit: "×" },
  ];
}

async function measured(
  engine: "lakeshore" | "minisearch",
  vocabulary: Vocabulary,
  questions: number,
  isBuildOnly: boolean,
): Promise<Measurement> {
  const args = [engine, vocabulary, String(questions), isBuildOnly ? "build" : "all"];
  // As the worker of the app has it: a young generation is three semi-spaces.
  const memory = engine === "lakeshore" ? ["--max-semi-space-size=2"] : [];
  const program = new URL("./search/engine-process.ts", import.meta.url);
  const child = fork(program, args, { execArgv: ["--expose-gc", ...memory] });
  // A measurement is ours: it comes from the program above.
  const [measurement]: Measurement[] = await Promise.race([once(child, "message"), failure(child)]);
  if (!measurement) throw new Error("nothing was measured");
  return measurement;
}

async function failure(child: ReturnType<typeof fork>): Promise<never> {
  const [code]: unknown[] = await once(child, "exit");
  throw new Error(`the measuring process ended with ${String(code)}`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
