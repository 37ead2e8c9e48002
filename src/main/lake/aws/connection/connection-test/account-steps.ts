import type { AppError } from "../../../../../shared/domain/app-error.ts";
import type { AwsConnection } from "../aws-connection.ts";
import { listBuckets } from "../browse-buckets.ts";
import { callerIdentity } from "../sign-in/caller-identity.ts";
import { type Steps, tryStep } from "./test-step.ts";

type Options = { signal: AbortSignal };
const anything = ["*"];

/** Who the person is. `error` is null when they are known to the store, or the store does not tell. */
export async function* signInStep(
  connection: AwsConnection,
  options: Options,
): Steps<{ principal: string | null; isSignedIn: boolean }> {
  const { endpoint, signIn } = connection.settings;
  let principal: string | null = null;
  const error = yield* tryStep({
    step: "sign-in",
    text: "Asking who you are…",
    call: "sts:GetCallerIdentity",
    resource: "your identity",
    needs: { actions: ["sts:GetCallerIdentity"], resources: anything },
    principal,
    try: async () => {
      if (signIn.kind === "anonymous") return { state: "skipped", text: "You are nobody: requests are not signed." };
      // A sign-in that is missing is told as such, also where a store would not tell who one is.
      await connection.credentials();
      principal = await callerIdentity(connection.sts(), options);
      return { state: "passed", text: `You are ${principal}.` };
    },
    forgive: ({ code }) =>
      endpoint === null || code === "AUTH_REQUIRED" || code === "UNAVAILABLE"
        ? null
        : { state: "skipped", text: "The store does not tell who you are: it has no STS." },
  });
  const isSignedIn = error === null || (endpoint !== null && error.code !== "AUTH_REQUIRED");
  return { principal, isSignedIn };
}

/** Which buckets there are. Without that permission people type the name of theirs. */
export async function* bucketsStep(
  connection: AwsConnection,
  principal: string | null,
  options: Options,
): Steps<AppError | null> {
  return yield* tryStep({
    step: "buckets",
    text: "Listing your buckets…",
    call: "s3:ListAllMyBuckets",
    resource: "the list of buckets",
    needs: { actions: ["s3:ListAllMyBuckets"], resources: anything },
    principal,
    try: async () => {
      if (connection.settings.signIn.kind === "anonymous")
        return { state: "skipped", text: "Public buckets are not listed. Type the name of the bucket." };
      const count = (await listBuckets(connection.s3(), options)).length;
      return { state: "passed", text: count === 1 ? "You see 1 bucket." : `You see ${count} buckets.` };
    },
    forgive: ({ code }) =>
      code === "ACCESS_DENIED"
        ? { state: "weaker", text: "You may not list buckets. Type the name of the bucket instead." }
        : null,
  });
}
