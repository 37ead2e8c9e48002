import { writeFileSync } from "node:fs";

/**
 * A Vitest reporter that writes what became of every test, with the reason where one was skipped, to the file named in
 * LAKESHORE_TEST_OUTCOMES. Files that could not be loaded and errors outside of tests count as failures.
 */
export default class OutcomeReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly import("vitest/node").SerializedError[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const outcomes = modules.flatMap((module) => {
      const tests = [...module.children.allTests()].map((test) => {
        const result = test.result();
        const note = result.state === "skipped" ? (result.note ?? test.meta().skipNote ?? null) : null;
        return { name: `${module.relativeModuleId} > ${test.fullName}`, state: result.state, note };
      });
      const broken = module.state() === "failed" && !tests.some(({ state }) => state === "failed");
      return broken ? [...tests, { name: module.relativeModuleId, state: "failed", note: null }] : tests;
    });
    for (const { message } of unhandledErrors) {
      outcomes.push({ name: `outside of tests: ${message}`, state: "failed", note: null });
    }
    writeFileSync(process.env["LAKESHORE_TEST_OUTCOMES"] ?? "", JSON.stringify(outcomes));
  }
}
