import { expect, it } from "vitest";
import { KeyRange } from "./key-range.ts";
import { KeyScale } from "./key-scale.ts";

const keyOf = (number: number) => `raw/part-${String(number).padStart(6, "0")}`;

function rangeBehind(from: number, to: number): KeyRange {
  const scale = new KeyScale("raw/");
  for (const number of [from, to]) scale.learn(keyOf(number));
  return KeyRange.behind(scale, keyOf(from), keyOf(to));
}

it("leaves the pages next to it to a range and cuts the others off", () => {
  const range = rangeBehind(0, 999);
  const far = range.cut();
  expect(range.includes(keyOf(1000))).toBe(true);
  expect(range.includes(far?.after ?? "")).toBe(true);
  expect(range.includes(keyOf(9000))).toBe(false);
  expect(far?.includes(keyOf(9000))).toBe(true);
});

it("is not cut again before it had another full page", () => {
  const range = rangeBehind(0, 999);
  expect(range.cut()).not.toBeNull();
  expect(range.cut()).toBeNull();
});

// Its last keys may wait for their reader: another range that began among them would list them a second time.
it("is not cut once all of it is listed", () => {
  const range = rangeBehind(0, 999);
  expect(range.left).toBeGreaterThan(0);
  range.end();
  expect(range.left).toBe(0);
  expect(range.cut()).toBeNull();
});
