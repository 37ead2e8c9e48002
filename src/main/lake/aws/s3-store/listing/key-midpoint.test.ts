import { expect, it } from "vitest";
import { KeyAlphabet, countingBounds } from "./key-midpoint.ts";
import { byBytes } from "./list-page.ts";

function alphabetOf(...keys: string[]): KeyAlphabet {
  const alphabet = new KeyAlphabet();
  for (const key of keys) alphabet.learn(key);
  return alphabet;
}

it.each([
  ["part-00000", "part-99999"],
  ["a", "b"],
  ["year=2024/month=01/", null],
  ["🌊", "🌊🌊"],
  ["part-00999", "part-1"],
])("cuts the range between %j and %j inside", (after, until) => {
  const middle = alphabetOf("part-0123456789abc/=year🌊").midpoint(after, until) ?? "none";
  expect(byBytes(after, middle)).toBeLessThan(0);
  expect(byBytes(middle, until ?? "\u{10ffff}")).toBeLessThan(0);
});

it("cuts near the middle", () => {
  expect(alphabetOf("0123456789").midpoint("00", "99")?.slice(0, 1)).toMatch(/[45]/);
});

it("finds nothing between neighbours", () => {
  expect(alphabetOf("ab").midpoint("a", "a")).toBeNull();
  expect(new KeyAlphabet().midpoint("a", "b")).toBeNull();
});

it("orders keys as their bytes are ordered, beyond the first plane too", () => {
  const keys = ["a", "ab", "a/", "\u{ffee}", "\u{1f30a}", "\u{1f30a}b", "é", "z"];
  const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(keys.toSorted(byBytes)).toEqual(sorted);
});

it("expects keys to go on where their numbers count up", () => {
  expect(countingBounds("raw/part-00", 4, 6)).toEqual(["raw/part-0:", "raw/part-:"]);
});
