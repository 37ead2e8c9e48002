import { describe, expect, it } from "vitest";
import { type RateSample, rateOf, remainingWords, withSample } from "./transfer-rate.ts";

describe("the speed of an upload", () => {
  const after = (...samples: [number, number][]) =>
    samples.reduce<RateSample[]>((all, [at, bytes]) => withSample(all, { at, bytes }), []);

  it("is not told from less than a second", () => {
    expect(rateOf([])).toBeNull();
    expect(rateOf(after([0, 0], [900, 5_000]))).toBeNull();
  });

  it("is that of the last seconds", () => {
    expect(rateOf(after([0, 0], [1_000, 3_000]))).toBe(3_000);
    expect(rateOf(after([0, 0], [10_000, 1_000_000], [18_000, 1_008_000]))).toBe(1_000);
  });

  it("begins anew when another upload counts from zero", () => {
    expect(rateOf(after([0, 500], [2_000, 900], [2_500, 10], [4_500, 4_010]))).toBe(2_000);
  });
});

describe("remainingWords", () => {
  it.each([
    [1_000, 1_000, "a few seconds left"],
    [11_000, 1_000, "about 15 seconds left"],
    [70_000, 1_000, "about a minute left"],
    [600_000, 1_000, "about 10 minutes left"],
    [3_700_000, 1_000, "about an hour left"],
    [36_000_000, 1_000, "about 10 hours left"],
    [864_000_000, 1_000, "about 10 days left"],
  ])("says of %d bytes at %d a second: %s", (bytes, rate, words) => {
    expect(remainingWords(bytes, rate)).toBe(words);
  });

  it("promises nothing while nothing moves", () => {
    expect(remainingWords(1_000, null)).toBeNull();
    expect(remainingWords(1_000, 0)).toBeNull();
    expect(remainingWords(0, 1_000)).toBeNull();
  });
});
