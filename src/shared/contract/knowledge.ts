import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { CustomClassifier } from "../domain/custom-classifier.ts";
import { FindingSubject, Verdict } from "../domain/finding-decision.ts";
import { PersonalTables } from "../domain/knowledge-watch.ts";
import { ZonePath } from "../domain/object-address.ts";
import {
  Certification,
  ClassifierVersions,
  DecidedFinding,
  EventId,
  GlossaryEntry,
  GlossaryTerm,
  KnowledgeChange,
  KnowledgeId,
  KnowledgeSubject,
  KnowledgeSummary,
  Markdown,
  Owner,
  Post,
  Stars,
  TableKnowledge,
  TableSubject,
  Tag,
} from "../domain/knowledge.ts";
import { procedure } from "./base.ts";

const inLake = z.object({ lakeId: z.string() });
const ofTable = inLake.extend({ table: TableSubject });
/** What the editor saw when they began: see `versionsOf` in domain/knowledge.ts. What others have written since survives. */
const seen = z.array(EventId).max(1000);
const page = inLake.extend({ after: z.string().nullable(), limit: z.int().min(1).max(500) });

const ExchangeFormat = z.enum(["csv", "json"]);
const ofPlan = inLake.extend({ planId: z.string(), start: z.int().min(0), limit: z.int().min(1).max(500) });

/** Characters of a text that is imported. */
export const LONGEST_IMPORT = 4_000_000;

/** `warning`: the lake's journal has it, and something else could not be done, in a sentence. */
const Recorded = z.object({ id: EventId, warning: z.string().nullable() });
export type Recorded = z.infer<typeof Recorded>;

export const KnowledgeState = z.object({
  /** Grows whenever anything that is known has changed. */
  revision: z.int(),
  /** Events of a newer Lakeshore, or that cannot be read: kept in the journal, and not shown. */
  ignored: z.int(),
  /** False until the journal was read to its end for the first time: what is shown is not all yet. */
  isWhole: z.boolean(),
  /** Why the journal could not be read to its end. */
  problem: z.string().nullable(),
});
export type KnowledgeState = z.infer<typeof KnowledgeState>;

/**
 * What a team adds to a lake's tables. Acts are durable in the lake's journal when they return; ACCESS_DENIED where the
 * person may not write there, and nothing is changed then. Null takes away.
 */
export const knowledgeContract = {
  /** Now, and after each change by anyone (at most twice a second): time to ask again for what is shown. */
  follow: procedure.input(inLake).output(eventIterator(KnowledgeState)),
  get: procedure.input(ofTable).output(TableKnowledge),
  /** Tables of which something is known, by zone and name. */
  summaries: procedure
    .input(page)
    .output(z.object({ summaries: z.array(KnowledgeSummary), next: z.string().nullable() })),
  /** Who changed what of a table, newest first. */
  history: procedure
    .input(page.extend({ table: TableSubject }))
    .output(z.object({ changes: z.array(KnowledgeChange), next: z.string().nullable() })),

  /** One a person: replaces their last. */
  rate: procedure.input(ofTable.extend({ rating: Stars.nullable() })).output(Recorded),
  /** Of a tag that one adds while another removes it, it stays. */
  tag: procedure.input(ofTable.extend({ tag: Tag, present: z.boolean() })).output(Recorded),
  setOwner: procedure.input(ofTable.extend({ owner: Owner.nullable(), seen })).output(Recorded),
  describe: procedure
    .input(inLake.extend({ subject: KnowledgeSubject, description: Markdown.nullable(), seen }))
    .output(Recorded),
  certify: procedure.input(ofTable.extend({ certification: Certification.nullable(), seen })).output(Recorded),
  /** Without `questionId` a new one; with it, one's own is changed or withdrawn. */
  ask: procedure
    .input(ofTable.extend({ questionId: KnowledgeId.nullable(), text: Post.shape.text.nullable() }))
    .output(Recorded.extend({ questionId: KnowledgeId })),
  answer: procedure
    .input(
      ofTable.extend({
        questionId: KnowledgeId,
        answerId: KnowledgeId.nullable(),
        text: Post.shape.text.nullable(),
      }),
    )
    .output(Recorded.extend({ answerId: KnowledgeId })),

  /** Terms of the lake by name. */
  glossary: procedure.input(page).output(z.object({ terms: z.array(GlossaryTerm), next: z.string().nullable() })),
  /** A term, and the tables and columns that are linked to it (at most 1,000). */
  term: procedure
    .input(inLake.extend({ termId: KnowledgeId }))
    .output(z.object({ term: GlossaryTerm, subjects: z.array(KnowledgeSubject) })),
  /** Without `termId` a new one. */
  defineTerm: procedure
    .input(inLake.extend({ termId: KnowledgeId.nullable(), entry: GlossaryEntry.nullable(), seen }))
    .output(Recorded.extend({ termId: KnowledgeId })),
  linkTerm: procedure
    .input(inLake.extend({ termId: KnowledgeId, subject: KnowledgeSubject, linked: z.boolean() }))
    .output(Recorded),

  /**
   * All that is known of the lake, but for what is personal, as parts of one text: the parts together are the file.
   * `after` is the `next` of the part before.
   */
  export: procedure
    .input(inLake.extend({ format: ExchangeFormat, after: z.string().nullable() }))
    .output(z.object({ text: z.string(), next: z.string().nullable() })),
  /** Writes the whole file, as a job (see activity), where the person chose a path for it. Replaces a file of that path. */
  exportToFile: procedure
    .input(inLake.extend({ format: ExchangeFormat, path: z.string().min(1) }))
    .output(z.object({ jobId: z.string() })),
  /**
   * What importing a text would change; nothing is written. A lake has one plan, the last. Ratings of other people are left
   * out; their questions and answers are brought along under their names. Nothing is taken away that the text does not name.
   */
  planImport: procedure
    .input(inLake.extend({ format: ExchangeFormat, text: z.string().max(LONGEST_IMPORT) }))
    .output(z.object({ planId: z.string(), changes: z.int(), same: z.int(), leftOut: z.int() })),
  importChanges: procedure.input(ofPlan).output(
    z.array(
      z.object({
        /** Number of the statement in the text, or its line in a table. */
        number: z.int(),
        summary: z.string(),
        /** More than one where a conflict is settled by it. */
        before: z.array(z.string()),
        after: z.string().nullable(),
      }),
    ),
  ),
  importLeftOut: procedure.input(ofPlan).output(z.array(z.object({ number: z.int(), reason: z.string() }))),
  /** Writes what was planned, as a job (see activity). What others have changed since is left alone, and said so. */
  applyImport: procedure.input(inLake.extend({ planId: z.string() })).output(z.object({ jobId: z.string() })),

  /** What the person keeps for themselves, on this machine: now, and after each change, also of what they watch. */
  personal: procedure.input(inLake).output(eventIterator(PersonalTables)),
  setFavourite: procedure.input(ofTable.extend({ favourite: z.boolean() })).output(z.void()),
  /** Told in `personal` when columns of the table change, when it has newer data, and when it is gone. */
  setWatched: procedure.input(ofTable.extend({ watched: z.boolean() })).output(z.void()),
  /** Takes the news of a watched table off. */
  markNewsRead: procedure.input(ofTable).output(z.void()),

  /** What people have decided on evidence of columns; of one dataset, or of all. */
  decisions: procedure
    .input(inLake.extend({ dataset: z.object({ zoneId: z.string(), path: ZonePath }).nullable() }))
    .output(z.array(DecidedFinding)),
  decide: procedure.input(inLake.extend({ finding: FindingSubject, verdict: Verdict.nullable() })).output(Recorded),
  classifiers: procedure.input(inLake).output(z.array(ClassifierVersions)),
  saveClassifier: procedure.input(inLake.extend({ classifier: CustomClassifier, seen })).output(Recorded),
  removeClassifier: procedure.input(inLake.extend({ classifierId: z.string().max(100), seen })).output(Recorded),
};
