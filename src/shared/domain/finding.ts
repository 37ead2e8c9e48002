import { z } from "zod";
import { SemanticFinding } from "./semantics.ts";

/** How a finding stands: nobody has decided on its evidence yet, or somebody has. */
export const FindingState = z.enum(["open", "confirmed", "dismissed"]);
export type FindingState = z.infer<typeof FindingState>;

const Verdict = z.object({
  verdict: z.enum(["confirmed", "dismissed"]),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});

/** What a column of a dataset was found to mean, and what people have said of it. */
export const Finding = SemanticFinding.extend({
  id: z.int(),
  datasetId: z.int(),
  zoneId: z.string(),
  /** The file, or the folder with its "/", and the pattern of its files where they share it with others. */
  path: z.string(),
  column: z.string(),
  state: FindingState,
  /** What somebody decided on this evidence; null where nobody has. */
  decision: Verdict.nullable(),
  /** What somebody decided on other evidence of the same, before the data changed. */
  earlier: Verdict.nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** How many findings of a kind there are. */
export const FindingCount = z.object({
  kind: z.string(),
  /** What a person called it; null for built-in kinds. */
  name: z.string().nullable(),
  personal: z.boolean(),
  findings: z.int(),
});
export type FindingCount = z.infer<typeof FindingCount>;
