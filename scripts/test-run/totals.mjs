/**
 * @typedef {{ name: string, state: "passed" | "failed" | "skipped" | "pending", note: string | null }} Outcome
 */

/** Skip notes of tests that need the desktop host begin with this (see tests/e2e/launch.ts). */
export const desktopSkipNote = "desktop host: ";

/**
 * What a run amounts to: the lines to end with (the last one is the totals) and the exit code.
 *
 * @param {readonly Outcome[]} outcomes
 * @param {{ CI?: string, REQUIRE_ELECTRON?: string }} env
 */
export function summarize(outcomes, env) {
  const failed = outcomes.filter(({ state }) => state === "failed");
  const skipped = outcomes.filter(({ state }) => state === "skipped" || state === "pending");
  const passed = outcomes.length - failed.length - skipped.length;
  const forbidden = skipped.filter(({ note }) =>
    note?.startsWith(desktopSkipNote) ? env.REQUIRE_ELECTRON === "1" : env.CI === "true",
  );
  const lines = [
    ...list("Failed", failed),
    ...list("Skipped", skipped),
    ...(forbidden.length > 0 ? ["", `A skip fails this run: ${forbidden.length} of them.`] : []),
    "",
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
  return { lines, exitCode: failed.length + forbidden.length > 0 || passed === 0 ? 1 : 0 };
}

/** @param {string} title @param {readonly Outcome[]} outcomes */
function list(title, outcomes) {
  if (outcomes.length === 0) return [];
  const reason = (/** @type {Outcome} */ { state, note }) =>
    state === "failed" ? "" : `: ${note ?? "no reason was given"}`;
  return ["", `${title}:`, ...outcomes.map((outcome) => `  ${outcome.name}${reason(outcome)}`)];
}
