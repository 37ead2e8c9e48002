import type { TestStep } from "../../../../shared/contract/connections.ts";

/** The steps so far, each as it was told last, in the order in which they began. */
export function withStep(steps: readonly TestStep[], told: TestStep): TestStep[] {
  const known = steps.some(({ step }) => step === told.step);
  return known ? steps.map((step) => (step.step === told.step ? told : step)) : [...steps, told];
}

/** What came out of it, in one sentence; null while it runs or before it began. */
export function verdict(steps: readonly TestStep[]): string | null {
  if (steps.length === 0 || steps.some(({ state }) => state === "running")) return null;
  const count = (wanted: TestStep["state"]) => steps.filter(({ state }) => state === wanted).length;
  const failed = count("failed");
  if (failed > 0) return `${failed} of ${steps.length} steps failed.`;
  return count("weaker") > 0 ? "It works, with the weaknesses named." : "It works.";
}

/** Steps that are shown in one row. */
export interface StepGroup {
  steps: readonly TestStep["step"][];
  told: TestStep;
}

/** Neighbours that were left out for the same reason share a row; every other step has its own. */
export function grouped(steps: readonly TestStep[]): StepGroup[] {
  const groups: StepGroup[] = [];
  for (const told of steps) {
    const last = groups.at(-1);
    const isAlike = last && told.state === "skipped" && last.told.state === "skipped" && last.told.text === told.text;
    if (isAlike) groups.splice(-1, 1, { ...last, steps: [...last.steps, told.step] });
    else groups.push({ steps: [told.step], told });
  }
  return groups;
}
