import { z } from "zod";
import { CustomClassifier } from "../../../../shared/domain/custom-classifier.ts";
import { FindingSubject, Verdict } from "../../../../shared/domain/finding-decision.ts";
import {
  Certification,
  GlossaryEntry,
  KnowledgeId,
  KnowledgeSubject,
  Markdown,
  Owner,
  Post,
  Stars,
  TableSubject,
  Tag,
} from "../../../../shared/domain/knowledge.ts";
import { nameFold } from "../../../../shared/domain/portable-names.ts";

const table = TableSubject;

/** What one person says of one thing: a value, or null to take it away. */
export const Statement = z.discriminatedUnion("topic", [
  z.object({ topic: z.literal("rating"), table, value: Stars.nullable() }),
  z.object({ topic: z.literal("tag"), table, tag: Tag, value: z.literal(true).nullable() }),
  z.object({ topic: z.literal("owner"), table, value: Owner.nullable() }),
  z.object({ topic: z.literal("description"), ...KnowledgeSubject.shape, value: Markdown.nullable() }),
  z.object({ topic: z.literal("certification"), table, value: Certification.nullable() }),
  z.object({ topic: z.literal("question"), table, questionId: KnowledgeId, value: Post.nullable() }),
  z.object({
    topic: z.literal("answer"),
    table,
    questionId: KnowledgeId,
    answerId: KnowledgeId,
    value: Post.nullable(),
  }),
  z.object({ topic: z.literal("term"), termId: KnowledgeId, value: GlossaryEntry.nullable() }),
  z.object({
    topic: z.literal("link"),
    termId: KnowledgeId,
    ...KnowledgeSubject.shape,
    value: z.literal(true).nullable(),
  }),
  z.object({ topic: z.literal("finding"), finding: FindingSubject, value: Verdict.nullable() }),
  z.object({
    topic: z.literal("classifier"),
    classifierId: CustomClassifier.shape.id,
    value: CustomClassifier.nullable(),
  }),
]);
export type Statement = z.infer<typeof Statement>;
export type Topic = Statement["topic"];
export type StatementOf<T extends Topic> = Extract<Statement, { topic: T }>;

/**
 * What statements are about: of two with the same register one can replace the other. What belongs to a person has a
 * register of each person, so that nobody can replace it for them.
 */
export function registerOf(statement: Statement, by: string): string {
  return JSON.stringify([statement.topic, ...partsOf(statement, by)]);
}

function partsOf(statement: Statement, by: string): (string | null)[] {
  switch (statement.topic) {
    case "rating":
      return [...partsOfTable(statement.table), by];
    case "tag":
      return [...partsOfTable(statement.table), nameFold(statement.tag)];
    case "owner":
    case "certification":
      return partsOfTable(statement.table);
    case "description":
      return [...partsOfTable(statement.table), statement.column];
    case "question":
      return [...partsOfTable(statement.table), statement.questionId, by];
    case "answer":
      return [...partsOfTable(statement.table), statement.questionId, statement.answerId, by];
    case "term":
      return [statement.termId];
    case "link":
      return [statement.termId, ...partsOfTable(statement.table), statement.column];
    case "finding": {
      const { zoneId, path, column, field, kind, fingerprint } = statement.finding;
      return [zoneId, path, column, field, kind, fingerprint];
    }
    case "classifier":
      return [statement.classifierId];
  }
}

function partsOfTable({ zoneId, name }: TableSubject): (string | null)[] {
  return [zoneId, name];
}
