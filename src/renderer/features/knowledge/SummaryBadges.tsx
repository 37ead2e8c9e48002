import type { KnowledgeSummary } from "../../../shared/domain/knowledge.ts";
import { CertificationBadge } from "./CertificationBadge.tsx";
import { TagBadges } from "./TagBadges.tsx";

/** What is known of a table, small enough for a list. */
export function SummaryBadges({ summary: { certification, tags, rating } }: { summary: KnowledgeSummary }) {
  return (
    <>
      {certification && <CertificationBadge certification={certification} />}
      {rating.average !== null && <span title={`${rating.count} ratings`}>★ {rating.average.toFixed(1)}</span>}
      <TagBadges tags={tags} most={2} />
    </>
  );
}
