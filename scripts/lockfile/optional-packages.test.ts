import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingOptionalPackages } from "./optional-packages.mjs";

const lockfile = readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8");

test("the lockfile holds the packages of every system (else: node scripts/complete-lockfile.mjs)", () => {
  expect(Object.keys(missingOptionalPackages(JSON.parse(lockfile).packages))).toEqual([]);
});

test("the lockfile names no registry, so that each person's own is asked", () => {
  expect(lockfile).not.toMatch(/"resolved": "http/);
});

test("finds what a parent wants and nobody has, with its system", () => {
  const optionalDependencies = {
    "@x/linux-x64-musl": "1.0.0",
    "@x/win32-ia32-msvc": "1.0.0",
    "@x/darwin-arm64": "1.0.0",
  };
  const packages = {
    "": {},
    "node_modules/a": { dev: true, optionalDependencies },
    "node_modules/a/node_modules/@x/darwin-arm64": { version: "1.0.0" },
  };
  expect(missingOptionalPackages(packages)).toEqual({
    "node_modules/@x/linux-x64-musl": {
      version: "1.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
    "node_modules/@x/win32-ia32-msvc": { version: "1.0.0", cpu: ["ia32"], dev: true, optional: true, os: ["win32"] },
  });
});
