import { z } from "zod";
import type { GlossaryEntry, GlossaryTerm, KnowledgeSubject } from "../../../../shared/domain/knowledge.ts";
import { nameFold } from "../../../../shared/domain/portable-names.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import type { StatementOf } from "../statements/statement.ts";
import { liveOfTopic, madeOf, newestFirst } from "./statement-rows.ts";
import { newestValue, versionsOf } from "./versions.ts";

/** Linked tables and columns of one term that are shown. */
const SUBJECTS = 1000;

const Cursor = z.tuple([z.string(), z.string()]);

/** Terms that mean something, by name; ones that were taken away altogether are left out. */
export function glossary(
  database: IndexDatabase,
  { after, limit }: { after: string | null; limit: number },
): { terms: GlossaryTerm[]; next: string | null } {
  const made = Map.groupBy(liveOfTopic(database, "term"), ({ statement }) => statement.termId);
  const begin = after === null ? null : Cursor.parse(JSON.parse(after));
  const sorted = [...made]
    .map(([termId, versions]) => ({ termId, versions: versionsOf(versions), fold: foldOf(versions) }))
    .filter(({ versions }) => versions.values.length > 0)
    .toSorted((a, b) => order([a.fold, a.termId], [b.fold, b.termId]))
    .filter(({ fold, termId }) => begin === null || order([fold, termId], begin) > 0);
  const shown = sorted.slice(0, limit);
  const last = sorted.length > limit ? shown.at(-1) : undefined;
  return {
    terms: shown.map(({ termId, versions }) => ({ termId, versions, links: linkedSubjects(database, termId).length })),
    next: last ? JSON.stringify([last.fold, last.termId]) : null,
  };
}

export function termOf(database: IndexDatabase, termId: string): { term: GlossaryTerm; subjects: KnowledgeSubject[] } {
  const subjects = linkedSubjects(database, termId);
  const versions = versionsOf(liveOfTerm(database, "term", termId));
  return { term: { termId, versions, links: subjects.length }, subjects: subjects.slice(0, SUBJECTS) };
}

/** The newest meaning of those terms that have one. */
export function currentTerms(database: IndexDatabase, termIds: readonly string[]): Map<string, GlossaryEntry> {
  const terms = new Map<string, GlossaryEntry>();
  for (const termId of new Set(termIds)) {
    const entry = newestValue(liveOfTerm(database, "term", termId));
    if (entry) terms.set(termId, entry);
  }
  return terms;
}

/** Tables and columns that are linked to a term, by zone, name and column. */
export function linkedSubjects(database: IndexDatabase, termId: string): KnowledgeSubject[] {
  const subjects = new Map<string, KnowledgeSubject>();
  for (const { statement } of liveOfTerm(database, "link", termId)) {
    const { table, column, value } = statement;
    if (value !== null) subjects.set(JSON.stringify([table.zoneId, table.name, column]), { table, column });
  }
  return [...subjects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, subject]) => subject);
}

function liveOfTerm<T extends "term" | "link">(
  database: IndexDatabase,
  topic: T,
  termId: string,
): (MadeStatement & { statement: StatementOf<T> })[] {
  return database
    .all("SELECT * FROM statement WHERE live = 1 AND term <> '' AND term = ? AND topic = ?", termId, topic)
    .map((row) => madeOf(row))
    .filter((made): made is MadeStatement & { statement: StatementOf<T> } => made.statement.topic === topic)
    .toSorted(newestFirst);
}

function foldOf(made: readonly { statement: StatementOf<"term"> }[]): string {
  const named = made.find(({ statement }) => statement.value !== null);
  return nameFold(named?.statement.value?.name ?? "");
}

function order(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : Number(a[1] > b[1]);
}
