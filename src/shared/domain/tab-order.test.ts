import { expect, it } from "vitest";
import { mergedTabOrder } from "./tab-order.ts";

const merged = (known: string, order: string, open: string) =>
  mergedTabOrder(known.split(""), order.split(""), new Set(open)).join("");

it("is the window's own where it knows all of them", () => {
  expect(merged("abc", "cab", "abc")).toBe("cab");
});

it("keeps a tab that the window does not know behind the one it stood behind", () => {
  expect(merged("axb", "ba", "axb")).toBe("bax");
  expect(merged("xab", "abc", "abcx")).toBe("xabc");
  expect(merged("axyb", "ab", "axyb")).toBe("axyb");
});

it("leaves out what is closed, and names nothing twice", () => {
  expect(merged("abx", "aab", "bx")).toBe("bx");
  expect(merged("", "ab", "")).toBe("");
});

it("has what is open and in no order at its end", () => {
  expect(merged("a", "a", "az")).toBe("az");
});
