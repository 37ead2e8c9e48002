import { expect, test } from "vitest";
import { placeAfterKey } from "./range-keys.ts";

const extent = { last: { row: 9_999_999, column: 4 }, page: 20 };
const after = (key: string, command = false) => placeAfterKey({ key, command }, { row: 100, column: 2 }, extent);

test("arrows go one cell, with Ctrl to the edge", () => {
  expect(after("ArrowDown")).toEqual({ row: 101, column: 2 });
  expect(after("ArrowDown", true)).toEqual({ row: 9_999_999, column: 2 });
  expect(after("ArrowLeft", true)).toEqual({ row: 100, column: 0 });
});

test("End goes to the last column, Ctrl+End to the last cell of all", () => {
  expect(after("End")).toEqual({ row: 100, column: 4 });
  expect(after("End", true)).toEqual({ row: 9_999_999, column: 4 });
});

test("nothing leads out of the rows", () => {
  expect(placeAfterKey({ key: "PageUp", command: false }, { row: 3, column: 0 }, extent)).toEqual({
    row: 0,
    column: 0,
  });
  expect(placeAfterKey({ key: "ArrowRight", command: false }, { row: 3, column: 4 }, extent)).toEqual({
    row: 3,
    column: 4,
  });
});

test("other keys lead nowhere", () => {
  expect(after("a")).toBeNull();
});
