import { expect, test } from "vitest";
import { desktopSkipNote, summarize } from "./totals.mjs";

const passed = { name: "a", state: "passed", note: null } as const;
const failed = { name: "b", state: "failed", note: null } as const;
const skipped = { name: "c", state: "skipped", note: "no Chromium" } as const;
const withoutDesktop = { name: "d", state: "skipped", note: `${desktopSkipNote}no display` } as const;

test("ends with the totals and lists what was skipped with its reason", () => {
  const { lines, exitCode } = summarize([passed, passed, skipped], {});
  expect(lines.at(-1)).toBe("2 passed, 0 failed, 1 skipped");
  expect(lines).toContain("  c: no Chromium");
  expect(exitCode).toBe(0);
});

test("fails when a test failed, or when none ran", () => {
  expect(summarize([passed, failed], {})).toMatchObject({ exitCode: 1 });
  expect(summarize([], {})).toMatchObject({ exitCode: 1 });
});

test("a skip fails the run with CI=true, that of the desktop host only with REQUIRE_ELECTRON=1", () => {
  expect(summarize([passed, skipped], { CI: "true" }).exitCode).toBe(1);
  expect(summarize([passed, withoutDesktop], { CI: "true" }).exitCode).toBe(0);
  expect(summarize([passed, withoutDesktop], { REQUIRE_ELECTRON: "1" }).exitCode).toBe(1);
  expect(summarize([passed, withoutDesktop], { CI: "true", REQUIRE_ELECTRON: "1" }).exitCode).toBe(1);
});
