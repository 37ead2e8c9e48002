import { expect, test } from "vitest";
import type { TestStep } from "../../../../shared/contract/connections.ts";
import { grouped, verdict, withStep } from "./step-list.ts";

const step = (name: TestStep["step"], state: TestStep["state"]): TestStep => ({
  step: name,
  state,
  text: "",
  error: null,
  policy: null,
});

test("a step is shown once, as it was told last", () => {
  const told = [step("sign-in", "running"), step("sign-in", "passed"), step("buckets", "running")];
  expect(told.reduce(withStep, [])).toEqual([step("sign-in", "passed"), step("buckets", "running")]);
});

test("there is a verdict once nothing runs any more, and failures outweigh weaknesses", () => {
  expect(verdict([])).toBeNull();
  expect(verdict([step("sign-in", "passed"), step("list", "running")])).toBeNull();
  expect(verdict([step("sign-in", "passed"), step("glue", "skipped")])).toBe("It works.");
  expect(verdict([step("sign-in", "passed"), step("overwrite-guard", "weaker")])).toMatch("weaknesses");
  expect(verdict([step("overwrite-guard", "weaker"), step("list", "failed")])).toBe("1 of 2 steps failed.");
});

test("steps that were left out for one reason share a row", () => {
  const left = (name: TestStep["step"], text: string) => ({ ...step(name, "skipped"), text });
  const rows = grouped([
    step("buckets", "passed"),
    left("list", "no bucket"),
    left("read", "no bucket"),
    left("glue", "none"),
  ]);
  expect(rows.map(({ steps }) => steps)).toEqual([["buckets"], ["list", "read"], ["glue"]]);
});
