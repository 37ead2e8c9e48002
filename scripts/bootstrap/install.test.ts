import { expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b-win32": { version: "1.0.0", optional: true },
};

test("installs when a package is missing or has another version, and only then", () => {
  expect(isInstalled(wanted, {})).toBe(false);
  expect(isInstalled(wanted, { "node_modules/a": { version: "0.9.0" } })).toBe(false);
  expect(isInstalled(wanted, { "node_modules/a": { version: "1.0.0" } })).toBe(true);
});

test("does not ask for the packages of other systems, but for the right version of those that are there", () => {
  const a = { "node_modules/a": { version: "1.0.0" } };
  expect(isInstalled(wanted, { ...a, "node_modules/b-win32": { version: "0.9.0" } })).toBe(false);
  expect(isInstalled(wanted, { ...a, "node_modules/more": { version: "1.0.0" } })).toBe(true);
});
