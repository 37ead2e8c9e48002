import type { TestStep } from "../../../../../shared/contract/connections.ts";
import { type AppError, isCancellation } from "../../../../../shared/domain/app-error.ts";
import { awsError, type FailedCall } from "../../errors/aws-error.ts";

/** What a step found. */
export type Finding = Pick<TestStep, "text"> & { state: "passed" | "weaker" | "skipped" };

interface Tried extends FailedCall {
  step: TestStep["step"];
  /** What is being tried, in words for people. */
  text: string;
  try: () => Promise<Finding>;
  /** A statement that an administrator can grant against a refusal. */
  policy: string | null;
}

/** Says that a step starts, tries it, and says how it ended. True when it did not fail. */
export async function* tryStep({ step, text, policy, ...tried }: Tried): AsyncGenerator<TestStep, boolean, undefined> {
  const none = { error: null, policy: null };
  yield { step, state: "running", text, ...none };
  try {
    const finding = await tried.try();
    yield { step, ...finding, ...none };
    return true;
  } catch (error) {
    const known = awsError(error, tried);
    if (isCancellation(known)) throw known;
    yield failedStep(step, known, policy);
    return false;
  }
}

function failedStep(step: TestStep["step"], error: AppError, policy: string | null): TestStep {
  const helps = error.code === "ACCESS_DENIED";
  return { step, state: "failed", text: error.message, error: error.toData(), policy: helps ? policy : null };
}
