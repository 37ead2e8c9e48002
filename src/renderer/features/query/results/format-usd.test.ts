import { expect, it } from "vitest";
import { formatUsd } from "./format-usd.ts";

it.each([
  [0, "$0"],
  [0.0000477, "$0.000048"],
  [0.0123, "$0.012"],
  [5, "$5"],
  [123.4, "$120"],
])("writes %d dollars as people read an estimate", (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});
