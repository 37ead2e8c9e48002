import { AppError } from "../../../../shared/domain/app-error.ts";
import { readRefusal, refusalHint } from "./access-denied.ts";
import { type ErrorFacts, errorFacts } from "./error-facts.ts";
import { type Explanation, byName, byStatus } from "./explanations.ts";

export interface FailedCall {
  /** As policies name it: "s3:GetObject", "glue:GetTables". */
  call: string;
  /** As people read it: "s3://bucket/key", "table sales.orders". */
  resource: string;
  /** The request had If-None-Match: a failed precondition says that the name is taken. */
  creates?: boolean;
}

/**
 * Turns what any AWS client throws into an `AppError`: the one mapping for S3, Glue, Athena, STS and the providers of
 * credentials. What is an `AppError` already stays as it is.
 */
export function awsError(error: unknown, context: FailedCall): AppError {
  if (error instanceof AppError) return error;
  const facts = errorFacts(error);
  if (facts.name === "AbortError" || facts.name === "ABORT_ERR") {
    return new AppError("CANCELLED", `${context.resource}: cancelled.`, { cause: error });
  }
  const explain = special(facts, context) ?? general(facts, context);
  return new AppError(explain.code, explain.message, {
    hint: explain.hint,
    retryable: explain.retryable,
    details: detailsOf(facts, context, explain.details),
    cause: error,
  });
}

type Details = NonNullable<AppError["details"]>;
type Told = Pick<AppError, "code" | "message" | "retryable"> & { hint: string; details?: Details };

/** Errors whose sentence needs more than the name of the error. */
function special(facts: ErrorFacts, context: FailedCall): Told | null {
  const { name, status, region } = facts;
  const { resource, creates } = context;
  if (isSkewed(facts)) return skewed(facts, context);
  const isElsewhere = /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/.test(
    name,
  );
  if (isElsewhere || status === 301 || status === 307) return wrongRegion(region, context);
  if (creates && (name === "PreconditionFailed" || status === 412)) {
    const hint = "Choose another name.";
    return { code: "ALREADY_EXISTS", message: `${asSubject(resource)} exists already.`, hint, retryable: false };
  }
  if (byName[name]?.code === "ACCESS_DENIED" || (status === 403 && byName[name] === undefined)) {
    return refused(facts, context);
  }
  return null;
}

function general(facts: ErrorFacts, { call, resource }: FailedCall): Told {
  const { name, status, message } = facts;
  const known: Explanation | undefined = byName[name] ?? (status === null ? undefined : byStatus[status]);
  if (!known) {
    const said = [name, message].filter((part) => part !== "").join(": ");
    return {
      code: "INTERNAL",
      message: `${asSubject(resource)} could not be used: ${call} failed (${said}).`,
      hint: "Retry. If it comes again, the log of Lakeshore tells more.",
      retryable: status !== null && status >= 500,
    };
  }
  const { code, what, hint, retryable = false } = known;
  const reason = code === "INVALID_INPUT" || code === "UNSUPPORTED" ? reasonOf(facts) : "";
  return { code, message: `${asSubject(resource)} ${what}${reason}.`, hint, retryable };
}

/** Addresses stand in quotes; what is called in words ("the list of buckets") does not. */
function quoted(resource: string): string {
  return resource.includes("://") ? `“${resource}”` : resource;
}

function asSubject(resource: string): string {
  const name = quoted(resource);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The server's own words, where they say more than ours. */
function reasonOf({ name, message }: ErrorFacts): string {
  const said = message.replace(/\.$/, "");
  return said === "" || said === name || said.startsWith("Unknown") ? "" : ` (${said})`;
}

function refused(facts: ErrorFacts, { call, resource }: FailedCall): Told {
  const refusal = readRefusal(facts.message);
  const { principal, action, policy } = refusal;
  const known = byName[facts.name];
  const isKeyOfStore = facts.name.startsWith("KMS") || (known?.what.includes("KMS") ?? false);
  const who = principal === null ? "you" : principal;
  return {
    code: "ACCESS_DENIED",
    message:
      isKeyOfStore && known
        ? `${asSubject(resource)} ${known.what}.`
        : `${action ?? call} on ${quoted(resource)} is not allowed for ${who}.`,
    hint: isKeyOfStore && known ? known.hint : refusalHint(refusal, call),
    retryable: false,
    details: {
      ...(principal === null ? {} : { principal }),
      ...(action === null ? {} : { action }),
      ...(policy === null ? {} : { policy }),
    },
  };
}

/** Services of JSON call it a wrong signature, and tell it in words: "Signature expired: 20260101T000000Z is now earlier than …". */
function isSkewed({ name, message }: ErrorFacts): boolean {
  return name === "RequestTimeTooSkewed" || /^Signature (expired|not yet current)\b/.test(message);
}

function skewed({ serverTime }: ErrorFacts, { resource }: FailedCall): Told {
  const seconds = serverTime === null ? null : Math.round((Date.now() - serverTime) / 1000);
  const by = seconds === null ? "" : ` by ${spoken(Math.abs(seconds))} (it is ${seconds > 0 ? "ahead" : "behind"})`;
  return {
    code: "AUTH_REQUIRED",
    message: `${asSubject(resource)} cannot be reached: the clock of this computer differs from the server's${by}.`,
    hint: "Set the clock of this computer right, then retry.",
    retryable: true,
    ...(seconds === null ? {} : { details: { skewSeconds: seconds } }),
  };
}

function spoken(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}

function wrongRegion(region: string | null, { resource }: FailedCall): Told {
  return {
    code: "INVALID_INPUT",
    message: `${asSubject(resource)} is in another region${region === null ? "" : `: ${region}`}.`,
    hint:
      region === null ? "Set the right region in the connection." : `Set the region of the connection to ${region}.`,
    retryable: false,
    ...(region === null ? {} : { details: { region } }),
  };
}

function detailsOf(
  { name, status, requestId }: ErrorFacts,
  { call, resource }: FailedCall,
  more: Details = {},
): Details {
  return {
    call,
    resource,
    ...(name === "" ? {} : { service: name }),
    ...(status === null ? {} : { status }),
    ...(requestId === null ? {} : { requestId }),
    ...more,
  };
}
