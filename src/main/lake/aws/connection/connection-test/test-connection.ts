import type { AwsConnection } from "../aws-connection.ts";
import { bucketsStep, signInStep } from "./account-steps.ts";
import { analyticsSteps } from "./analytics-steps.ts";
import { bucketSteps } from "./bucket-steps.ts";
import { listStep, objectSteps } from "./object-steps.ts";
import { skipped, type StepName, type Steps } from "./test-step.ts";

const ofBucket: StepName[] = ["list", "write", "read", "overwrite-guard", "delete", "versioning", "encryption"];
const ofServices: StepName[] = ["glue", "athena"];

/** Tries what a lake on this connection will need, one thing after the other, and leaves nothing behind. */
export async function* testConnection(
  connection: AwsConnection,
  { bucket, prefix }: { bucket: string | null; prefix: string },
  { signal }: { signal: AbortSignal },
): Steps {
  const { principal, isSignedIn } = yield* signInStep(connection, { signal });
  if (!isSignedIn) return yield* skipAll(["buckets", ...ofBucket, ...ofServices], "Not tried: you are not signed in.");
  const refused = yield* bucketsStep(connection, principal, { signal });
  // Where there is no STS, this is the first call that shows whether the keys are good.
  if (refused?.code === "AUTH_REQUIRED") {
    return yield* skipAll([...ofBucket, ...ofServices], "Not tried: the store does not accept the keys.");
  }
  if (bucket === null) yield* skipAll(ofBucket, "Not tried: no bucket is chosen.");
  else {
    const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    const place = { connection, bucket, prefix: folder, principal, signal };
    const found = yield* listStep(place);
    yield* objectSteps(place, found);
    yield* bucketSteps(place);
  }
  if (connection.settings.signIn.kind === "anonymous")
    yield* skipAll(ofServices, "Not tried: requests are not signed.");
  else yield* analyticsSteps({ connection, principal, signal });
}

async function* skipAll(steps: readonly StepName[], why: string): Steps {
  for (const step of steps) yield skipped(step, why);
}
