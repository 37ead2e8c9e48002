import { expect, it } from "vitest";
import { RecentlyUsed } from "./recently-used.ts";

it("forgets what was unused for longest, and that alone", () => {
  const known = new RecentlyUsed<string, number>(3);
  for (const [key, value] of [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ] as const)
    known.set(key, value);
  expect(known.get("a")).toBe(1);
  known.set("d", 4);
  expect(["a", "b", "c", "d"].map((key) => known.get(key))).toEqual([1, undefined, 3, 4]);
});

it("has the newest value of a key, once", () => {
  const known = new RecentlyUsed<string, number>(2);
  known.set("a", 1);
  known.set("a", 2);
  known.set("b", 3);
  expect([known.get("a"), known.get("b")]).toEqual([2, 3]);
});
