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
