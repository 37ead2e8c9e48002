import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { CertificationBadge } from "./CertificationBadge.tsx";
import { AverageStars } from "./Ratings.tsx";
import { TagBadges } from "./TagBadges.tsx";
import { useTableKnowledge } from "./use-knowledge.ts";

/** The most telling of what is known of a table, in a line; nothing where nothing is known. */
export function KnowledgeBadges({ table }: { table: TableSubject }) {
  const { data } = useTableKnowledge(table);
  if (!data) return null;
  const certification = data.certification.values[0]?.value ?? null;
  const owner = data.owner.values[0]?.value ?? null;
  return (
    <>
      {certification && <CertificationBadge certification={certification} />}
      {data.ratings.average !== null && <AverageStars average={data.ratings.average} count={data.ratings.count} />}
      {owner !== null && <span>owned by {owner}</span>}
      <TagBadges tags={data.tags.map(({ tag }) => tag)} />
    </>
  );
}
