import { expect, test } from "vitest";
import { nextSort } from "./sort-by.ts";

const ascending = (column: string) => ({ column, descending: false });
const descending = (column: string) => ({ column, descending: true });

test("a header goes from ascending to descending to as it came", () => {
  const first = nextSort([], "a", false);
  const second = nextSort(first, "a", false);
  expect([first, second, nextSort(second, "a", false)]).toEqual([[ascending("a")], [descending("a")], []]);
});

test("another header takes over, or joins behind when it is added", () => {
  expect(nextSort([ascending("a")], "b", false)).toEqual([ascending("b")]);
  expect(nextSort([ascending("a")], "b", true)).toEqual([ascending("a"), ascending("b")]);
});

test("a column that is one of several turns round, or leaves, in its place", () => {
  expect(nextSort([ascending("a"), ascending("b")], "a", true)).toEqual([descending("a"), ascending("b")]);
  expect(nextSort([descending("a"), ascending("b")], "a", true)).toEqual([ascending("b")]);
});
