import { expect, it } from "vitest";
import { KeyScale } from "./key-scale.ts";
import { byBytes } from "./list-page.ts";

function scaleOf(...keys: string[]): KeyScale {
  const scale = new KeyScale("p/");
  for (const key of keys) scale.learn(key);
  return scale;
}

it("counts on from one number to the next", () => {
  const scale = scaleOf("p/part-00000.csv", "p/part-00999.csv");
  const next = scale.keyOf(scale.numberOf("p/part-00999.csv") + 1n);
  expect(next).toBe("p/part-01000.csv");
});

it("gives the key of a number that it knows", () => {
  const keys = ["p/year=2024/month=01/a", "p/year=2025/month=12/b", "p/🌊/é", "p/"];
  const scale = scaleOf(...keys);
  for (const key of keys) expect(scale.numberOf(scale.keyOf(scale.numberOf(key)))).toBe(scale.numberOf(key));
});

it("has numbers in the order of keys of the same length", () => {
  const keys = ["p/aé1", "p/aé9", "p/b🌊0", "p/z/5"].toSorted(byBytes);
  const scale = scaleOf(...keys);
  const numbers = keys.map((key) => scale.numberOf(key));
  expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
  expect(numbers.every((number) => number < scale.end)).toBe(true);
});

it("knows nothing of keys that it has not seen, and says a number all the same", () => {
  expect(new KeyScale("p/").numberOf("p/anything")).toBe(0n);
  expect(new KeyScale("p/").end).toBe(1n);
});
