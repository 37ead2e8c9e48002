import { expect, it } from "vitest";
import { byBytes } from "./list-page.ts";

it("orders keys as their bytes are ordered, beyond the first plane too", () => {
  const keys = ["a", "ab", "a/", "\u{ffee}", "\u{1f30a}", "\u{1f30a}b", "é", "z"];
  const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(keys.toSorted(byBytes)).toEqual(sorted);
});
