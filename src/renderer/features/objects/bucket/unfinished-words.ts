import type { UnfinishedUploads } from "../../../../shared/domain/object-details.ts";
import { formatBytes, formatCount, plural } from "../../../lib/format.ts";
import { monthlyCost } from "./storage-cost.ts";

interface Shown {
  shown: number;
  /** What those that are shown hold. */
  bytes: number;
  after: UnfinishedUploads["after"];
}

/** How many uploads never ended, and what they cost: of those that are shown, where not all are. */
export function unfinishedWords({ shown, bytes, after }: Shown): string {
  if (shown + after.count === 0) return "No upload into this zone was left unfinished.";
  const held = `take ${formatBytes(bytes)}, about ${monthlyCost(bytes)} a month at the price of S3 Standard.`;
  if (after.count === 0) return `${plural(shown, "upload")} into this zone never ended; their parts ${held}`;
  const most = after.isCut ? "More than " : "";
  const all = plural(shown + after.count, "upload");
  return `${most}${all} into this zone never ended. The parts of the ${formatCount(shown)} that are shown ${held}`;
}
