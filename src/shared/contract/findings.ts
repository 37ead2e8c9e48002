import { z } from "zod";
import { CustomClassifier, TriedClassifier, tryLimits } from "../domain/custom-classifier.ts";
import { FindingSubject, Verdict } from "../domain/finding-decision.ts";
import { Finding, FindingCount, FindingState } from "../domain/finding.ts";
import { ZonePath } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

const inLake = z.object({ lakeId: z.string() });

/** What the columns of datasets mean, as the scans of the inventory have found. `inventory.follow` says when to ask again. */
export const findingsContract = {
  /** Findings that are so: undecided ones first, personal data before the rest. No kinds and no states is all of them. */
  list: procedure
    .input(
      inLake.extend({
        kinds: z.array(z.string().max(200)).max(100),
        states: z.array(FindingState),
        zoneId: z.string().nullable(),
        /** Personal data only. */
        personal: z.boolean(),
        /** In the path or the name of the column. */
        text: z.string().max(500),
        start: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(
      z.object({
        findings: z.array(Finding),
        count: z.int(),
        /** Of all kinds, whichever were asked for. */
        kinds: z.array(FindingCount),
      }),
    ),
  /** Findings of the dataset at a place, such as the location of a table. Empty where no scan has been. */
  at: procedure.input(inLake.extend({ zoneId: z.string(), path: ZonePath })).output(z.array(Finding)),
  /**
   * Confirms or dismisses findings for everyone who works on the lake, or takes that back (null). A verdict is of the
   * evidence that was shown: other evidence is open again. Ones before a failure stay decided.
   */
  decide: procedure
    .input(inLake.extend({ findings: z.array(FindingSubject).min(1).max(500), verdict: Verdict.nullable() }))
    .output(z.object({ decided: z.int() })),
  /**
   * Tries a classifier that need not be saved, by what scans run. INVALID_INPUT for one that does not work: `details.field`
   * says which part, and `details.at` where in a pattern, where RE2 tells it.
   */
  tryClassifier: procedure
    .input(
      z.object({
        classifier: CustomClassifier,
        values: z.array(z.string().max(tryLimits.characters)).max(tryLimits.values),
      }),
    )
    .output(TriedClassifier),
};
