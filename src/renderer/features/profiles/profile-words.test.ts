import { expect, it } from "vitest";
import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import { glanceOf, shareText, valueText } from "./profile-words.ts";

const profile: ColumnProfile = {
  name: "c",
  type: "INTEGER",
  kind: "integer",
  number: 1,
  rows: 100_000,
  nulls: 0,
  distinct: 1234,
  min: null,
  max: null,
  mean: null,
  quantiles: [],
  histogram: [],
  top: [],
  lengths: null,
};

it("never rounds a few rows to none or to all", () => {
  expect(shareText(0)).toBe("0 %");
  expect(shareText(0.00001)).toBe("< 0.1 %");
  expect(shareText(0.99999)).toBe("> 99.9 %");
  expect(shareText(0.034)).toBe("3.4 %");
  expect(shareText(0.25)).toBe("25 %");
  expect(shareText(1)).toBe("100 %");
});

it("says what there is to know of a column in one line", () => {
  expect(glanceOf(profile)).toBe("≈ 1,234 distinct");
  expect(glanceOf({ ...profile, nulls: 25_000 })).toBe("25 % null, ≈ 1,234 distinct");
  expect(glanceOf({ ...profile, nulls: 100_000 })).toBe("all null");
  expect(glanceOf({ ...profile, rows: 0 })).toBe("no rows");
});

it("groups the digits of numbers and leaves other texts alone", () => {
  expect(valueText("1234567")).toBe("1,234,567");
  expect(valueText("0.123456789")).toBe("0.123457");
  expect(valueText("2024-01-01")).toBe("2024-01-01");
  expect(valueText("007x")).toBe("007x");
});
