import { expect, it } from "vitest";
import { findSemantics } from "../../src/main/semantics/index.ts";
import { BuiltInKind, isPersonalKind } from "../../src/shared/domain/semantics.ts";
import { labelledColumns, type LabelledColumn } from "../fixtures/semantics/labelled-columns.ts";

interface Tally {
  right: number;
  missed: LabelledColumn[];
  wrong: LabelledColumn[];
}

const columns = labelledColumns();
const tallies = tallied();

function tallied(): ReadonlyMap<string, Tally> {
  const byKind = new Map<string, Tally>();
  const of = (kind: string) => {
    const tally = byKind.get(kind) ?? { right: 0, missed: [], wrong: [] };
    byKind.set(kind, tally);
    return tally;
  };
  for (const column of columns) {
    const { name, kind, values, table, expect: expected } = column;
    const context = { table, otherColumns: [], classifiers: [] };
    const found = new Set(
      findSemantics({ name, type: { kind, type: kind }, values }, context).map((finding) => finding.kind),
    );
    for (const label of expected) {
      if (found.has(label)) of(label).right += 1;
      else of(label).missed.push(column);
    }
    for (const label of found) if (!expected.some((one) => one === label)) of(label).wrong.push(column);
  }
  return byKind;
}

function rates({ right, missed, wrong }: Tally): { precision: number; recall: number } {
  return {
    precision: right + wrong.length === 0 ? 1 : right / (right + wrong.length),
    recall: right + missed.length === 0 ? 1 : right / (right + missed.length),
  };
}

function summed(kinds: readonly string[]): Tally {
  const chosen = kinds.flatMap((kind) => tallies.get(kind) ?? []);
  return {
    right: chosen.reduce((sum, { right }) => sum + right, 0),
    missed: chosen.flatMap(({ missed }) => missed),
    wrong: chosen.flatMap(({ wrong }) => wrong),
  };
}

const kinds = [...tallies.keys()].toSorted();
const personalKinds = BuiltInKind.options.filter((kind) => isPersonalKind(kind));

function report(): string {
  const named = (list: readonly LabelledColumn[]) =>
    list.map(({ table: of, name, language, note }) => `${of}.${name} (${[language, note].filter(Boolean).join(", ")})`);
  const line = (kind: string, tally: Tally) => {
    const { precision, recall } = rates(tally);
    const figures = [tally.right + tally.missed.length, tally.right, tally.wrong.length, tally.missed.length];
    return `${kind.padEnd(16)}${figures.map((figure) => String(figure).padStart(8)).join("")}${precision.toFixed(3).padStart(11)}${recall.toFixed(3).padStart(9)}`;
  };
  const rows = kinds.map((kind) => line(kind, tallies.get(kind) ?? summed([])));
  const errors = kinds.flatMap((kind) => [
    ...named(tallies.get(kind)?.wrong ?? []).map((where) => `wrong  ${kind}: ${where}`),
    ...named(tallies.get(kind)?.missed ?? []).map((where) => `missed ${kind}: ${where}`),
  ]);
  const head = `${"kind".padEnd(16)}${["columns", "right", "wrong", "missed"].map((word) => word.padStart(8)).join("")}  precision   recall`;
  return [
    `${columns.length} labelled columns`,
    head,
    ...rows,
    line("personal data", summed(personalKinds)),
    line("all", summed(kinds)),
    ...errors,
  ].join("\n");
}

/** Least rates that are accepted; a kind that is not named must be found without error. */
const floors: Readonly<Record<string, { precision: number; recall: number }>> = {
  "person-name": { precision: 0.95, recall: 0.8 },
  "given-name": { precision: 0.95, recall: 0.9 },
  "family-name": { precision: 0.95, recall: 0.9 },
  "postal-address": { precision: 0.95, recall: 0.9 },
  "postal-code": { precision: 0.95, recall: 0.8 },
};
const others = { precision: 1, recall: 1 };

it("finds what labelled columns of several languages mean, and nothing in their look-alikes", () => {
  console.log(report());
  for (const kind of kinds) {
    const found = rates(tallies.get(kind) ?? summed([]));
    const floor = floors[kind] ?? others;
    expect(found.precision, `precision of ${kind}`).toBeGreaterThanOrEqual(floor.precision);
    expect(found.recall, `recall of ${kind}`).toBeGreaterThanOrEqual(floor.recall);
  }
});

it("covers every kind of personal data with columns that have it and columns that look like it", () => {
  for (const kind of personalKinds) expect(kinds, "kinds of the fixture").toContain(kind);
  expect(columns.filter(({ expect: labels }) => labels.length === 0).length).toBeGreaterThan(50);
});

it("never takes a column without personal data for one with it", () => {
  const harmless = columns.filter(({ expect: labels }) => !labels.some((kind) => isPersonalKind(kind)));
  expect(harmless.length).toBeGreaterThan(80);
  expect(summed(personalKinds).wrong.map(({ table: of, name }) => `${of}.${name}`)).toEqual([]);
});
