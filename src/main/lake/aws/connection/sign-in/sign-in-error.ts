import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";
import { awsError } from "../../errors/aws-error.ts";

type Kind = Connection["signIn"]["kind"];

const hints: Record<Kind, string> = {
  profile: "Sign in to the connection again, or look at the profile in your shared AWS configuration.",
  "identity-center": "Sign in to the connection again.",
  environment: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY before Lakeshore is started.",
  machine: "Give this machine or container a role, or choose another sign-in.",
  keys: "Type the secret key again in the settings of the connection.",
  anonymous: "Choose another sign-in.",
};

/** What a provider of keys threw, told of the connection. What is about the network stays what it is. */
export function signInError(error: unknown, { id, name, signIn }: Connection): AppError {
  const known = awsError(error, { call: "sts:AssumeRole", resource: name });
  if (isWrongCode(known)) {
    return new AppError("AUTH_REQUIRED", `The code of your MFA device was not accepted for “${name}”.`, {
      hint: "Wait for the next code of the device, then sign in again.",
      retryable: true,
      details: { connectionId: id },
      cause: error,
    });
  }
  const isOther = known.code !== "AUTH_REQUIRED" && known.code !== "INTERNAL" && known.code !== "INVALID_INPUT";
  if (isOther || error instanceof AppError) return known;
  return new AppError("AUTH_REQUIRED", `You are not signed in to “${name}”, or the session has expired.`, {
    hint: hints[signIn.kind],
    retryable: true,
    details: { connectionId: id },
    cause: isOfProgram(error) ? undefined : error,
  });
}

function isWrongCode({ cause, details }: AppError): boolean {
  const said = cause instanceof Error ? cause.message : "";
  return details?.["call"] === "sts:AssumeRole" && /MultiFactorAuthentication failed/i.test(said);
}

/** Node repeats the whole command line of a credential_process, which may hold a secret, and the log must not. */
function isOfProgram(error: unknown): boolean {
  return error instanceof Error && /Command failed|credential_process|Process/.test(error.message);
}
