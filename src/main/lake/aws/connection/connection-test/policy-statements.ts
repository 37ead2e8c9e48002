import { readRefusal } from "../../errors/access-denied.ts";
import type { AppError } from "../../../../../shared/domain/app-error.ts";

export interface Permission {
  actions: readonly string[];
  resources: readonly string[];
}

export const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;
export const objectsArn = (bucket: string, prefix: string) => `arn:aws:s3:::${bucket}/${prefix}*`;

/**
 * The statement that would allow what was refused: what AWS named where it did (a KMS key), else what the step needs.
 * Null where granting does not help, because a policy forbids it in so many words or Lake Formation decides.
 */
export function grantAgainst(error: AppError, needed: Permission): string | null {
  if (error.code !== "ACCESS_DENIED") return null;
  const { action, resource, policy, explicit } = readRefusal(error.cause instanceof Error ? error.cause.message : "");
  if (explicit || policy === "Lake Formation") return null;
  const isOfAnother = action !== null && resource !== null && !needed.actions.includes(action);
  return statement(isOfAnother ? { actions: [action], resources: [resource] } : needed);
}

function statement({ actions, resources }: Permission): string {
  return JSON.stringify({ Effect: "Allow", Action: actions, Resource: resources }, null, 2);
}
