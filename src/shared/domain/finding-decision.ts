import { z } from "zod";
import { ZonePath } from "./object-address.ts";

/** Evidence that a column means something, as a person has decided on it: see SemanticFinding. */
export const FindingSubject = z.object({
  zoneId: z.string().min(1).max(200),
  /** The file, or the folder with its "/". */
  path: ZonePath,
  column: z.string().max(1000),
  field: z.string().max(1000).nullable(),
  kind: z.string().min(1).max(200),
  /** Evidence that has changed since is not decided any more. */
  fingerprint: z.string().min(1).max(200),
});
export type FindingSubject = z.infer<typeof FindingSubject>;

export const Verdict = z.object({
  verdict: z.enum(["confirmed", "dismissed"]),
  reason: z.string().trim().max(4000),
});
export type Verdict = z.infer<typeof Verdict>;

export const FindingDecision = z.object({ finding: FindingSubject, ...Verdict.shape });
