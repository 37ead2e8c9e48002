import { expect, it } from "vitest";
import { tooMuch, triedText, valuesIn } from "./tried-words.ts";

it("reads one value a line, whatever ends the lines", () => {
  expect(valuesIn("a\r\n\nb \n\n")).toEqual(["a", "", "b"]);
});

it("says that there are too many values, or which one is too long", () => {
  expect(tooMuch(["a"])).toBeNull();
  expect(tooMuch(Array.from({ length: 1001 }, () => "a"))).toBe("These are 1,001 values: try at most 1,000.");
  expect(tooMuch(["a", "b".repeat(1001)])).toBe("The value in line 2 has more than 1,000 characters.");
});

it("says whether a scan finds it, and never all where it is not", () => {
  const tried = { matches: [], matched: 4, counted: 5, share: 0.8, isFound: true };
  expect(triedText(tried, 0.8)).toBe("4 of 5 values match (80 %): a scan finds it.");
  expect(triedText({ ...tried, matched: 2999, counted: 3000, share: 2999 / 3000, isFound: false }, 1)).toBe(
    "2,999 of 3,000 values match (99.9 %): a scan does not find it, as at least 100 % must match.",
  );
});
