import type { KnowledgeState } from "../../../../shared/contract/knowledge.ts";
import type {
  ClassifierVersions,
  DecidedFinding,
  GlossaryTerm,
  KnowledgeChange,
  KnowledgeSubject,
  KnowledgeSummary,
  TableKnowledge,
  TableSubject,
} from "../../../../shared/domain/knowledge.ts";
import type { JournalHeads } from "../../../lake/journal/journal-batch.ts";
import type { JournalEvent } from "../../../lake/journal/journal-event.ts";
import type { Statement } from "../statements/statement.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import type { SummaryRequest } from "./summary-rows.ts";

interface Page {
  after: string | null;
  limit: number;
}

/** How far the fold has come. */
export type KnowledgeStatus = Omit<KnowledgeState, "problem">;

export type KnowledgeRequest =
  | { kind: "status" }
  /** How far the journal was read. */
  | { kind: "heads" }
  /** Takes events over, in any order; `read` is how far the journal was read with them, null where they do not follow on that. */
  | { kind: "fold"; events: readonly JournalEvent[]; read: { heads: JournalHeads; passedOver: number } | null }
  /** The journal was read to its end. */
  | { kind: "whole" }
  | { kind: "table"; table: TableSubject; me: string }
  | ({ kind: "summaries" } & SummaryRequest)
  | ({ kind: "history"; table: TableSubject } & Page)
  | ({ kind: "glossary" } & Page)
  | { kind: "term"; termId: string }
  | { kind: "decisions"; dataset: { zoneId: string; path: string } | null }
  | { kind: "classifiers" }
  /** Live statements that say something, in an order of no meaning. */
  | ({ kind: "export" } & Page)
  /** What a statement would replace. */
  | { kind: "live"; statement: Statement; by: string };

export type KnowledgeReply =
  | { kind: "status"; status: KnowledgeStatus }
  | { kind: "heads"; heads: JournalHeads }
  | { kind: "table"; knowledge: TableKnowledge }
  | { kind: "summaries"; summaries: KnowledgeSummary[]; next: string | null }
  | { kind: "history"; changes: KnowledgeChange[]; next: string | null }
  | { kind: "glossary"; terms: GlossaryTerm[]; next: string | null }
  | { kind: "term"; term: GlossaryTerm; subjects: KnowledgeSubject[] }
  | { kind: "decisions"; decisions: DecidedFinding[] }
  | { kind: "classifiers"; classifiers: ClassifierVersions[] }
  | { kind: "export"; made: MadeStatement[]; next: string | null }
  | { kind: "live"; made: MadeStatement[] };

export type KnowledgeMessage = { id: number; request: KnowledgeRequest };
