import { z } from "zod";
import { CustomClassifier } from "./custom-classifier.ts";
import { FindingDecision } from "./finding-decision.ts";

/** What a team adds to the tables of a lake. It is kept as events in the lake's journal and is the same for everyone. */

/** An event of the journal: its writer and its number, as "writer/number". */
export const EventId = z.string().regex(/^[0-9a-f-]{36}\/[1-9]\d{0,11}$/);
export type EventId = z.infer<typeof EventId>;

/** A table by its name in its zone; `zoneId` null is what lies in no zone. */
export const TableSubject = z.object({
  zoneId: z.string().min(1).max(200).nullable(),
  name: z.string().min(1).max(600),
});
export type TableSubject = z.infer<typeof TableSubject>;

const ColumnName = z.string().min(1).max(1000);

/** A table, or one of its columns. */
export const KnowledgeSubject = z.object({ table: TableSubject, column: ColumnName.nullable() });
export type KnowledgeSubject = z.infer<typeof KnowledgeSubject>;

export const Markdown = z.string().trim().max(20_000);

export const Stars = z.object({ stars: z.int().min(1).max(5), comment: z.string().trim().max(4000) });
export type Stars = z.infer<typeof Stars>;

/** Two that differ only in case are one; the newest says how it is written. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc},;]+$/u, "a tag is one line without commas and semicolons");

export const Owner = z.string().trim().min(1).max(200);

const Reason = z.string().trim().max(4000);
export const Certification = z.discriminatedUnion("status", [
  z.object({ status: z.literal("certified"), reason: Reason }),
  z.object({ status: z.literal("warning"), reason: Reason.min(1) }),
  z.object({ status: z.literal("deprecated"), reason: Reason, replacement: TableSubject.nullable() }),
]);
export type Certification = z.infer<typeof Certification>;

/** `author` is who wrote it first, where somebody else has brought it along by an import. */
export const Post = z.object({
  text: z.string().trim().min(1).max(10_000),
  author: z.string().max(500).nullable().default(null),
});
export type Post = z.infer<typeof Post>;

export const KnowledgeId = z.uuid();

export const GlossaryEntry = z.object({ name: z.string().trim().min(1).max(200), definition: Markdown });
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;

const Said = z.object({ id: EventId, by: z.string(), at: z.iso.datetime() });

/**
 * What single-valued things hold. More than one value is a conflict: people have written at once, and it lasts until
 * somebody picks, by writing a value with `seen`. Null is "taken away".
 */
function versionsOf<T extends z.ZodType>(value: T) {
  return z.object({
    /** What an editor who looks at these values hands back with the next one. */
    seen: z.array(EventId),
    /** Newest first, none twice; empty where nothing was ever said, or all was taken away. */
    values: z.array(Said.extend({ value: value.nullable() })),
  });
}

const TextVersions = versionsOf(z.string());
export type TextVersions = z.infer<typeof TextVersions>;
const CertificationVersions = versionsOf(Certification);
export type CertificationVersions = z.infer<typeof CertificationVersions>;
const GlossaryVersions = versionsOf(GlossaryEntry);
export type GlossaryVersions = z.infer<typeof GlossaryVersions>;
export const ClassifierVersions = versionsOf(CustomClassifier);
export type ClassifierVersions = z.infer<typeof ClassifierVersions>;

export const Rating = Said.extend(Stars.shape);
export type Rating = z.infer<typeof Rating>;

const Answer = Said.extend({ answerId: KnowledgeId, ...Post.shape });
export type Answer = z.infer<typeof Answer>;
/** Oldest answer first. */
export const Question = Said.extend({ questionId: KnowledgeId, ...Post.shape, answers: z.array(Answer) });
export type Question = z.infer<typeof Question>;

export const GlossaryTerm = z.object({ termId: KnowledgeId, versions: GlossaryVersions, links: z.int() });
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

const LinkedTerm = z.object({ termId: KnowledgeId, name: z.string(), definition: z.string() });

/** All that is known of one table. */
export const TableKnowledge = z.object({
  table: TableSubject,
  /** Who asks, as they stand beside what they have written. */
  me: z.string(),
  description: TextVersions,
  owner: TextVersions,
  certification: CertificationVersions,
  tags: z.array(Said.extend({ tag: Tag })),
  terms: z.array(LinkedTerm),
  ratings: z.object({
    count: z.int(),
    /** Null where there is none. */
    average: z.number().nullable(),
    mine: Rating.nullable(),
    /** Newest first, at most 500. */
    all: z.array(Rating),
  }),
  /** Newest first, at most 500. */
  questions: z.array(Question),
  /** Columns of which something is known, by name. */
  columns: z.array(z.object({ name: ColumnName, description: TextVersions, terms: z.array(LinkedTerm) })),
});
export type TableKnowledge = z.infer<typeof TableKnowledge>;

/** What search and lists need to know of a table. Of conflicts it has the newest value. */
export const KnowledgeSummary = z.object({
  table: TableSubject,
  description: z.string().nullable(),
  owner: z.string().nullable(),
  certification: Certification.nullable(),
  tags: z.array(z.string()),
  /** Names of glossary terms that the table or a column of it is linked to. */
  terms: z.array(z.string()),
  rating: z.object({ count: z.int(), average: z.number().nullable() }),
  columns: z.array(z.object({ name: z.string(), description: z.string() })),
});
export type KnowledgeSummary = z.infer<typeof KnowledgeSummary>;

/** One change of what is known. Values are texts, or JSON where they have parts; null is "nothing". */
export const KnowledgeChange = Said.extend({
  topic: z.enum([
    "rating",
    "tag",
    "owner",
    "description",
    "certification",
    "question",
    "answer",
    "term",
    "link",
    "finding",
    "classifier",
  ]),
  column: z.string().nullable(),
  /** Which of several of its topic: the tag, or the id of the term, question or classifier. */
  what: z.string().nullable(),
  /** More than one where a conflict was settled. */
  before: z.array(z.string().nullable()),
  after: z.string().nullable(),
});
export type KnowledgeChange = z.infer<typeof KnowledgeChange>;

export const DecidedFinding = Said.extend(FindingDecision.shape);
export type DecidedFinding = z.infer<typeof DecidedFinding>;
