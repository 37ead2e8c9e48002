import { expect, it } from "vitest";
import { sizeShares } from "./size-shares.ts";

const share = (name: string, bytes: number) => ({ name, objects: 2, bytes });
const rollUp = {
  objects: 8,
  bytes: 100,
  children: [share("flights/", 60), share("a.csv", 10)],
  rest: { children: 3, objects: 4, bytes: 30 },
  formats: [share("delimited", 90), share("none", 10)],
  storageClasses: [share("", 90), share("GLACIER", 10)],
  months: [share("2024-01", 90), share("2024-02", 10)],
};
const shown = (view: Parameters<typeof sizeShares>[1]) =>
  sizeShares(rollUp, view, { isLake: false, nameOf: (name) => name }).map(({ name, opens }) => [name, opens]);

it("has folders that open, objects that do not, and all others as one", () => {
  expect(shown("folders")).toEqual([
    ["flights/", true],
    ["a.csv", false],
    ["3 others", false],
  ]);
});

it("names formats and storage classes as people do, and has the newest month first", () => {
  expect(shown("formats")).toEqual([
    ["Delimited text", false],
    ["Names without an ending", false],
  ]);
  expect(shown("classes")).toEqual([
    ["Standard", false],
    ["GLACIER", false],
  ]);
  expect(shown("months")).toEqual([
    ["2024-02", false],
    ["2024-01", false],
  ]);
});
