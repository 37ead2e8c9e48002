import { expect, it } from "vitest";
import { tellingLine } from "./telling-line.ts";

it("is the line with most of the words", () => {
  expect(tellingLine("select carrier\r\nfrom flights -- carrier\n", ["carr", "fli"])).toBe("from flights -- carrier");
  expect(tellingLine("select 1", ["carr"])).toBe("");
});

it("is cut around the first match", () => {
  const line = `select ${"😀 x, ".repeat(200)}carrier ${"y ".repeat(200)}`;
  const shown = tellingLine(line, ["carr"]);
  expect(shown).toContain("carrier y");
  expect(shown.length).toBeLessThanOrEqual(160);
  expect(shown.isWellFormed()).toBe(true);
});
