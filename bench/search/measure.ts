import type { IndexedTable } from "../../src/main/capabilities/catalog/search-index/index.ts";
import { wordsOf } from "../../src/shared/domain/name-words.ts";
import { madeTables, type Vocabulary } from "./documents.ts";
import { questionKinds, questions, type Question } from "./questions.ts";

export interface MeasuredEngine {
  build(tables: Iterable<IndexedTable>): void;
  /** Names of tables, the best first. */
  search(text: string, limit: number): string[];
  /** What it keeps on disk. */
  fileBytes(): number;
  close(): void;
}

export interface Measurement {
  buildSeconds: number;
  megabytes: number;
  fileMegabytes: number;
  /** Milliseconds of every keystroke. */
  keystrokes: readonly number[];
  /** Share of the questions of each kind, and of all, whose table is among the first ten or is tied with all ten. */
  hits: Readonly<Record<string, number>>;
}

const SHOWN = 50;
const FIRST = 10;

/** Builds the index and types every question letter by letter. */
export function measure(
  engine: MeasuredEngine,
  vocabulary: Vocabulary,
  count: number,
  isBuildOnly: boolean,
): Measurement {
  const asked = questions(vocabulary, count);
  const before = residentBytes();
  const start = performance.now();
  engine.build(tables(vocabulary));
  const making = performance.now() - start - secondsToMake(vocabulary) * 1000;
  const typed = isBuildOnly ? { keystrokes: [], hits: {} } : type(engine, asked);
  return {
    buildSeconds: making / 1000,
    megabytes: (residentBytes() - before) / 1e6,
    fileMegabytes: engine.fileBytes() / 1e6,
    ...typed,
  };
}

function type(engine: MeasuredEngine, asked: readonly Question[]): Pick<Measurement, "keystrokes" | "hits"> {
  const keystrokes: number[] = [];
  const found = new Map<string, boolean[]>();
  for (const question of asked) {
    let names: string[] = [];
    for (let length = 1; length <= question.text.length; length += 1) {
      const start = performance.now();
      names = engine.search(question.text.slice(0, length), SHOWN);
      keystrokes.push(performance.now() - start);
    }
    for (const kind of [question.kind, "all"]) found.set(kind, [...(found.get(kind) ?? []), isHit(names, question)]);
  }
  const shares = [...questionKinds, "all"].map((kind): [string, number] => {
    const hits = found.get(kind) ?? [];
    return [kind, hits.filter(Boolean).length / hits.length];
  });
  return { keystrokes, hits: Object.fromEntries(shares) };
}

/** With few words in a catalog, hundreds of tables have all that were meant: ten of these are as good an answer. */
function isHit(names: readonly string[], { target, meant }: Question): boolean {
  const first = names.slice(0, FIRST);
  if (first.includes(target)) return true;
  return first.length === FIRST && first.every((name) => hasWords(wordsOf(name), meant));
}

function hasWords(words: readonly string[], meant: readonly string[]): boolean {
  return meant.every((word) => words.includes(word));
}

function* tables(vocabulary: Vocabulary): Generator<IndexedTable> {
  for (const { table } of madeTables(vocabulary)) yield table;
}

/** The tables are made while the index is built, so that they are never in memory all at once. */
function secondsToMake(vocabulary: Vocabulary): number {
  const start = performance.now();
  let count = 0;
  for (const table of tables(vocabulary)) count += table.columns.length;
  if (count === 0) throw new Error("no tables were made");
  return (performance.now() - start) / 1000;
}

function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
