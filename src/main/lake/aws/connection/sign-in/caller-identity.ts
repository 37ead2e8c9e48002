import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { awsError } from "../../errors/aws-error.ts";

/** The ARN of the user or assumed role that a connection acts as. */
export async function callerIdentity(sts: STSClient, { signal }: { signal: AbortSignal }): Promise<string> {
  try {
    const { Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    return Arn ?? UserId ?? "";
  } catch (error) {
    throw awsError(error, { call: "sts:GetCallerIdentity", resource: "your identity" });
  }
}
