import { describe, expect, it } from "vitest";
import { matchRanges, queryWords, wordsOf } from "./name-words.ts";

describe("wordsOf", () => {
  it.each([
    ["flight_delays", ["flight", "delays", "flightdelays"]],
    ["depDelay", ["dep", "delay", "depdelay"]],
    ["HTTPServer2", ["http", "server", "2", "httpserver2"]],
    ["Straße", ["straße"]],
    ["東京", ["東京"]],
    ["", []],
  ])("splits %s", (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe("queryWords", () => {
  it("folds case and accents and keeps each word once", () => {
    expect(queryWords("  Café CAFE, 2024/data ")).toEqual(["cafe", "2024", "data"]);
  });
});

describe("matchRanges", () => {
  it("marks the beginnings of words", () => {
    expect(matchRanges("carrier_delayMinutes", ["del", "min"])).toEqual([
      [8, 11],
      [13, 16],
    ]);
  });

  it("marks the longer of two words that begin alike, once", () => {
    expect(matchRanges("delays", ["del", "delay"])).toEqual([[0, 5]]);
  });

  it("marks nothing inside a word", () => {
    expect(matchRanges("undelayed", ["del"])).toEqual([]);
  });
});
