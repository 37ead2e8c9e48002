/** What a refusal says of itself: AWS tells more or less, S3-compatible stores mostly nothing. */
export interface Refusal {
  /** ARN of the user or assumed role. */
  principal: string | null;
  /** The permission that is missing: "kms:Decrypt" also where the call was GetObject. */
  action: string | null;
  resource: string | null;
  /** Which policy refused. */
  policy: string | null;
  /** A policy forbids it in so many words, so that allowing it elsewhere does not help. */
  explicit: boolean;
}

/**
 * Reads the wording that IAM documents under "Troubleshoot access denied error messages": "User: ARN is not authorized to
 * perform: ACTION on resource: ARN because no identity-based policy allows the ACTION action" (or "with an explicit deny
 * in a service control policy").
 */
export function readRefusal(message: string): Refusal {
  const principal = /User:\s+(\S+)\s+is not authorized/.exec(message)?.[1] ?? null;
  const action = /not authorized to perform:?\s+([\w-]+:\w+\*?)/.exec(message)?.[1] ?? null;
  const resource = /on resource:\s+"?([^\s"]+)"?/.exec(message)?.[1] ?? null;
  const kind =
    /(?:no|explicit deny in an?|because an?)\s+((?:[\w-]+\s){0,3}?(?:policy|boundary|policies))/i.exec(message)?.[1] ??
    null;
  const lakeFormation = /Lake Formation/i.test(message) ? "Lake Formation" : null;
  return { principal, action, resource, policy: lakeFormation ?? kind, explicit: /explicit deny/i.test(message) };
}

/** What to ask for, in one sentence. */
export function refusalHint({ action, resource, policy, explicit }: Refusal, call: string): string {
  const what = `${action ?? call}${resource === null ? "" : ` on ${resource}`}`;
  if (explicit) return `Ask an administrator: ${policy ?? "a policy"} forbids ${what} explicitly.`;
  if (policy === "Lake Formation") return `Ask a data lake administrator to grant you ${what} in Lake Formation.`;
  return `Ask an administrator to allow ${what}${policy === null ? "" : ` (${policy})`}.`;
}
