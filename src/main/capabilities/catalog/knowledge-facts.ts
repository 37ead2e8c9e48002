import type { KnowledgeSummary } from "../../../shared/domain/knowledge.ts";
import type { FactsOfTable } from "./search-index/index.ts";

/** What a team knows of a lake's tables, in pages, and word of each change. */
export interface TeamKnowledge {
  /** With `since`, the revision of an earlier reading, only of tables that have changed. */
  summaries(
    lakeId: string,
    options: { since: number; signal: AbortSignal },
  ): AsyncIterable<{ summaries: readonly KnowledgeSummary[]; revision: number }>;
  /** Called after any change, with the lake; returns the stop. */
  onChange(listener: (lakeId: string) => void): () => void;
}

/** What search takes from the knowledge of a table. */
export function factsOfKnowledge(summary: KnowledgeSummary): FactsOfTable {
  const { table, owner, certification, tags, terms, rating, description, columns } = summary;
  const texts = [description ?? "", ...columns.map((column) => `${column.name}: ${column.description}`)];
  return {
    ...table,
    facts: {
      ...(owner !== null && { owner }),
      ...(certification && { certification: certification.status }),
      tags,
      terms,
      texts: texts.filter((text) => text !== ""),
      ...(rating.average !== null && { rating: { mean: rating.average, count: rating.count } }),
    },
  };
}
