import type { TestStep } from "../../../../../shared/contract/connections.ts";
import { type AppError, isCancellation } from "../../../../../shared/domain/app-error.ts";
import { awsError, type FailedCall } from "../../errors/aws-error.ts";
import { grantAgainst, type Permission } from "./policy-statements.ts";

export type StepName = TestStep["step"];
export type Steps<T = void> = AsyncGenerator<TestStep, T, undefined>;

/** What a step found. */
export interface Finding {
  state: "passed" | "weaker" | "skipped";
  text: string;
}

interface Tried extends FailedCall {
  step: StepName;
  /** What is being tried, in words for people. */
  text: string;
  /** What an administrator can grant against a refusal. */
  needs: Permission;
  /** Who the person is, when that is known. */
  principal: string | null;
  try: () => Promise<Finding>;
  /** What a failure means where it is no failure of the connection. */
  forgive?: (error: AppError) => Finding | null;
}

/** Says that a step starts, tries it, and says how it ended. Gives the error when it failed or was forgiven. */
export async function* tryStep({ step, text, needs, principal, forgive, ...tried }: Tried): Steps<AppError | null> {
  yield { step, state: "running", text, error: null, policy: null };
  try {
    yield { step, ...(await tried.try()), error: null, policy: null };
    return null;
  } catch (error) {
    const known = awsError(error, tried);
    if (isCancellation(known)) throw known;
    const ending = forgive?.(known) ?? { state: "failed" as const, text: known.message };
    const isRefusal = known.code === "ACCESS_DENIED" && ending.state === "weaker";
    const isTold = isRefusal || ending.state === "failed";
    const told = isTold ? withPrincipal(known, principal) : null;
    yield { step, ...ending, error: told, policy: isTold ? grantAgainst(known, needs) : null };
    return known;
  }
}

/** A step that cannot be tried. */
export function skipped(step: StepName, text: string): TestStep {
  return { step, state: "skipped", text, error: null, policy: null };
}

function withPrincipal(error: AppError, principal: string | null): TestStep["error"] {
  const data = error.toData();
  const isOfThem = principal !== null && error.code === "ACCESS_DENIED";
  return isOfThem ? { ...data, details: { principal, ...data.details } } : data;
}
