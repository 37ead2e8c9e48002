import { expect, test } from "vitest";
import { homePrefix, prefixAbove, prefixName } from "./home-prefix.ts";

test.each([
  ["", ""],
  ["/", ""],
  ["lakes", "lakes/"],
  ["/lakes//sales ", "lakes/sales/"],
  ["lakes/sales/", "lakes/sales/"],
])("%j is the prefix %j", (typed, prefix) => {
  expect(homePrefix(typed)).toBe(prefix);
});

test("above a prefix is another, and above the first the bucket", () => {
  expect(prefixAbove("lakes/sales/")).toBe("lakes/");
  expect(prefixAbove("lakes/")).toBe("");
  expect(prefixAbove("")).toBeNull();
});

test("a prefix is listed by its last name", () => {
  expect(prefixName("lakes/sales/")).toBe("sales");
  expect(prefixName("lakes/")).toBe("lakes");
});
