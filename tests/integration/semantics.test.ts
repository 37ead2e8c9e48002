import { expect, it } from "vitest";
import { findSemantics } from "../../src/main/semantics/index.ts";
import { BuiltInKind, isPersonalKind } from "../../src/shared/domain/semantics.ts";
import { heldOutColumns, labelledColumns, type LabelledColumn } from "../fixtures/semantics/labelled-columns.ts";

interface Tally {
  right: number;
  missed: LabelledColumn[];
  wrong: LabelledColumn[];
}

type Tallies = ReadonlyMap<string, Tally>;

const columns = labelledColumns();
const tallies = tallied(columns);
const heldOut = heldOutColumns();
const ofHeldOut = tallied(heldOut);

function tallied(of: readonly LabelledColumn[]): Tallies {
  const byKind = new Map<string, Tally>();
  const tallyOf = (kind: string) => {
    const tally = byKind.get(kind) ?? { right: 0, missed: [], wrong: [] };
    byKind.set(kind, tally);
    return tally;
  };
  for (const column of of) {
    const { name, kind, values, table, expect: expected } = column;
    const context = { table, classifiers: [] };
    const found = new Set(
      findSemantics({ name, type: { kind, type: kind }, values }, context).map((finding) => finding.kind),
    );
    for (const label of expected) {
      if (found.has(label)) tallyOf(label).right += 1;
      else tallyOf(label).missed.push(column);
    }
    for (const label of found) if (!expected.some((one) => one === label)) tallyOf(label).wrong.push(column);
  }
  return byKind;
}

function rates({ right, missed, wrong }: Tally): { precision: number; recall: number } {
  return {
    precision: right + wrong.length === 0 ? 1 : right / (right + wrong.length),
    recall: right + missed.length === 0 ? 1 : right / (right + missed.length),
  };
}

function summed(from: Tallies, kinds: readonly string[] = [...from.keys()]): Tally {
  const chosen = kinds.flatMap((kind) => from.get(kind) ?? []);
  return {
    right: chosen.reduce((sum, { right }) => sum + right, 0),
    missed: chosen.flatMap(({ missed }) => missed),
    wrong: chosen.flatMap(({ wrong }) => wrong),
  };
}

const kinds = [...tallies.keys()].toSorted();
const personalKinds = BuiltInKind.options.filter((kind) => isPersonalKind(kind));

function report(title: string, of: readonly LabelledColumn[], from: Tallies): string {
  const named = (list: readonly LabelledColumn[]) =>
    list.map(({ table, name, language, note }) => `${table}.${name} (${[language, note].filter(Boolean).join(", ")})`);
  const line = (kind: string, tally: Tally) => {
    const { precision, recall } = rates(tally);
    const figures = [tally.right + tally.missed.length, tally.right, tally.wrong.length, tally.missed.length];
    return `${kind.padEnd(16)}${figures.map((figure) => String(figure).padStart(8)).join("")}${precision.toFixed(3).padStart(11)}${recall.toFixed(3).padStart(9)}`;
  };
  const found = [...from].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows = found.map(([kind, tally]) => line(kind, tally));
  const errors = found.flatMap(([kind, { wrong, missed }]) => [
    ...named(wrong).map((where) => `wrong  ${kind}: ${where}`),
    ...named(missed).map((where) => `missed ${kind}: ${where}`),
  ]);
  const head = `${"kind".padEnd(16)}${["columns", "right", "wrong", "missed"].map((word) => word.padStart(8)).join("")}  precision   recall`;
  return [
    `${of.length} ${title}`,
    head,
    ...rows,
    line("personal data", summed(from, personalKinds)),
    line("all", summed(from)),
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
  console.log(report("labelled columns", columns, tallies));
  for (const kind of kinds) {
    const found = rates(tallies.get(kind) ?? summed(tallies, []));
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
  expect(summed(tallies, personalKinds).wrong.map(({ table: of, name }) => `${of}.${name}`)).toEqual([]);
});

it("is as good as its figures say on columns that its rules were not made by", () => {
  console.log(report("held-out columns", heldOut, ofHeldOut));
  expect(heldOut.length).toBeGreaterThanOrEqual(120);
  const all = rates(summed(ofHeldOut));
  const ofPersonal = rates(summed(ofHeldOut, personalKinds));
  expect(all.precision).toBeGreaterThanOrEqual(0.9);
  expect(all.recall).toBeGreaterThanOrEqual(0.85);
  expect(ofPersonal.precision).toBeGreaterThanOrEqual(0.9);
  expect(ofPersonal.recall).toBeGreaterThanOrEqual(0.85);
});
