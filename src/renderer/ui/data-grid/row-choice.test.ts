import { expect, test } from "vitest";
import { choiceText, firstRows, withRow } from "./row-choice.ts";

const listOf = (length: number) => {
  const asked: [number, number][] = [];
  const read = async (start: number, limit: number) => {
    asked.push([start, limit]);
    const rows = Array.from({ length: Math.max(0, Math.min(limit, length - start)) }, (_, at) => start + at);
    return { rows, count: length };
  };
  return { asked, read };
};

test("all of a short list is chosen, and of a long one as many as are allowed", async () => {
  const short = listOf(700);
  expect(await firstRows(short.read, { most: 1000, page: 500 })).toHaveLength(700);
  const long = listOf(100_000);
  const rows = await firstRows(long.read, { most: 1200, page: 500 });
  expect([rows.length, rows.at(-1)]).toEqual([1200, 1199]);
  expect(long.asked).toEqual([
    [0, 500],
    [500, 500],
    [1000, 200],
  ]);
});

test("a list that has become shorter while it is read ends where it ends", async () => {
  const read = async (start: number) => ({ rows: start === 0 ? ["a"] : [], count: 3 });
  expect(await firstRows(read, { most: 10, page: 1 })).toEqual(["a"]);
});

test("a row that would be too many stays out", () => {
  const one = withRow(new Map<string, number>(), { id: "a", row: 1, isChosen: true, most: 1 });
  expect([...withRow(one, { id: "b", row: 2, isChosen: true, most: 1 }).keys()]).toEqual(["a"]);
  expect(withRow(one, { id: "a", row: 1, isChosen: false, most: 1 }).size).toBe(0);
});

test("says how many are chosen, and of how many where not all can be", () => {
  const rows = (length: number) => Array.from({ length }, () => 0);
  expect(choiceText({ rows: [], listed: 9, most: 500 }, "finding")).toBe("");
  expect(choiceText({ rows: rows(1), listed: 9, most: 500 }, "finding")).toBe("1 finding chosen");
  expect(choiceText({ rows: rows(500), listed: 500, most: 500 }, "finding")).toBe("500 findings chosen");
  expect(choiceText({ rows: rows(500), listed: 100_000, most: 500 }, "finding")).toBe(
    "500 of 100,000 findings chosen, the most at once",
  );
});
