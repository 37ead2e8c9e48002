import { readRefusal } from "../../errors/access-denied.ts";
import type { AppError } from "../../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";

export interface Permission {
  actions: readonly string[];
  resources: readonly string[];
}

interface ArnPlace {
  bucket: string;
  prefix: string;
  /** An ARN, where it is known. */
  principal: string | null;
  connection: { settings: Pick<Connection, "region" | "endpoint"> };
}

/** Partitions of AWS by the beginnings of their regions (botocore, data/partitions.json). */
const partitions: readonly [string, RegExp][] = [
  ["aws-cn", /^cn-/],
  ["aws-us-gov", /^us-gov-/],
  ["aws-iso-b", /^us-isob-/],
  ["aws-iso-e", /^eu-isoe-/],
  ["aws-iso-f", /^us-isof-/],
  ["aws-iso", /^us-iso-/],
  ["aws-eusc", /^eusc-/],
];

/** Who somebody is says in which partition they are; else the region does, on AWS itself. */
function partitionOf({ principal, connection: { settings } }: ArnPlace): string {
  const ofPrincipal = /^arn:([\w-]+):/.exec(principal ?? "")?.[1];
  if (ofPrincipal !== undefined) return ofPrincipal;
  if (settings.endpoint !== null) return "aws";
  return partitions.find(([, regions]) => regions.test(settings.region))?.[0] ?? "aws";
}

export const bucketArn = (place: ArnPlace) => `arn:${partitionOf(place)}:s3:::${place.bucket}`;
export const objectsArn = (place: ArnPlace) => `${bucketArn(place)}/${place.prefix}*`;

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
