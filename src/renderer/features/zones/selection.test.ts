import { describe, expect, it } from "vitest";
import { nothingSelected, rangeTo, selectOne, stemLength, toggle } from "./selection.ts";

describe("selection", () => {
  it("adds and takes out with toggle, and moves the anchor", () => {
    const one = selectOne("a", 1);
    const two = toggle(one, "b", 4);
    expect([...two.paths]).toEqual(["a", "b"]);
    expect([...toggle(two, "a", 1).paths]).toEqual(["b"]);
    expect(two.anchor).toBe(4);
  });

  it("ranges from the anchor in both directions", () => {
    expect(rangeTo(selectOne("a", 5), 2)).toEqual([2, 6]);
    expect(rangeTo(selectOne("a", 5), 7)).toEqual([5, 8]);
    expect(rangeTo(nothingSelected, 3)).toEqual([3, 4]);
  });

  it.each([
    ["report.csv.gz", 6],
    [".hidden", 7],
    ["folder", 6],
  ])("keeps the ending of %s out of the selection", (name, length) => {
    expect(stemLength(name)).toBe(length);
  });
});
