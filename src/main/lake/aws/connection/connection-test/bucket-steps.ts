import { GetBucketEncryptionCommand, GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import type { AppError } from "../../../../../shared/domain/app-error.ts";
import { errorFacts } from "../../errors/error-facts.ts";
import type { TestPlace } from "./object-steps.ts";
import { bucketArn } from "./policy-statements.ts";
import { type Finding, type Steps, tryStep } from "./test-step.ts";

/** Facts of the bucket that matter to whoever keeps data in it. A lake works without them. */
export async function* bucketSteps(place: TestPlace): Steps {
  yield* versioningStep(place);
  yield* encryptionStep(place);
}

function versioningStep(place: TestPlace): Steps<AppError | null> {
  return tryStep({
    ...common(place, "s3:GetBucketVersioning"),
    step: "versioning",
    text: "Asking whether versions are kept…",
    try: async () => {
      const request = new GetBucketVersioningCommand({ Bucket: place.bucket });
      const { Status } = await place.connection.s3().send(request, { abortSignal: place.signal });
      return Status === "Enabled"
        ? { state: "passed", text: "Versions are kept: what is replaced or deleted can be restored." }
        : { state: "weaker", text: "Versions are not kept: what is replaced or deleted is gone." };
    },
    forgive: (error) => unknownFact(error, "whether versions are kept"),
  });
}

function encryptionStep(place: TestPlace): Steps<AppError | null> {
  return tryStep({
    ...common(place, "s3:GetEncryptionConfiguration"),
    step: "encryption",
    text: "Asking how the bucket encrypts…",
    try: async () => {
      const request = new GetBucketEncryptionCommand({ Bucket: place.bucket });
      const answer = await place.connection.s3().send(request, { abortSignal: place.signal });
      const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
      if (!rule) return notEncrypted;
      const isKms = rule.SSEAlgorithm?.startsWith("aws:kms") ?? false;
      const key = rule.KMSMasterKeyID ?? "the AWS managed key";
      return {
        state: "passed",
        text: isKms ? `New objects are encrypted by KMS with ${key}.` : "New objects are encrypted by the store.",
      };
    },
    forgive: (error) => {
      const isNone = errorFacts(error.cause).name === "ServerSideEncryptionConfigurationNotFoundError";
      return isNone ? notEncrypted : unknownFact(error, "how the bucket encrypts");
    },
  });
}

const notEncrypted: Finding = { state: "weaker", text: "New objects are not encrypted unless one asks for it." };

const common = (place: TestPlace, action: string) => ({
  call: action,
  resource: `s3://${place.bucket}`,
  needs: { actions: [action], resources: [bucketArn(place)] },
  principal: place.principal,
});

function unknownFact({ code }: AppError, what: string): Finding | null {
  if (code === "ACCESS_DENIED") return { state: "weaker", text: `You may not ask ${what}.` };
  const isMissing = code === "UNSUPPORTED" || code === "INVALID_INPUT" || code === "NOT_FOUND";
  return isMissing ? { state: "skipped", text: `The store does not tell ${what}.` } : null;
}
