import { Center, Loader, Text } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { Link } from "wouter";
import type { SearchHit } from "../../../shared/domain/search.ts";
import { useLake } from "../../app/lake-context.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Note } from "../../ui/Note.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import page from "../../ui/page.module.css";
import classes from "./catalog.module.css";
import { hitAddress } from "./hit-address.ts";
import { HitIcon } from "./HitIcon.tsx";
import { FacetPanel } from "./FacetPanel.tsx";
import facets from "./facets.module.css";
import { HitReason } from "./HitReason.tsx";
import { IndexNotice } from "./IndexNotice.tsx";
import { RankReason } from "./RankReason.tsx";
import { useCatalogSearch } from "./use-catalog-search.ts";

const MOST_HITS = 100;

interface SearchResultsProps {
  text: string;
  /** Filters that are chosen are written into the text. */
  onChange: (text: string) => void;
}

/** What was found for a text, the best first, and why, beside what it can be narrowed to. */
export function SearchResults({ text, onChange }: SearchResultsProps) {
  const { summary } = useLake();
  const { data, isError, error, refetch } = useCatalogSearch(summary.id, text, MOST_HITS);
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Searching" />
      </Center>
    );
  }
  const { hits, index, notes } = data;
  return (
    <div className={page["page"]}>
      <IndexNotice index={index} />
      {notes.map((note) => (
        <Note key={note} level="info">
          {note}
        </Note>
      ))}
      <div className={`${page["body"]} ${facets["found"]}`}>
        <FacetPanel text={text} onChange={onChange} />
        <div className={facets["list"]}>
          {hits.length === 0 ? (
            <EmptyState icon={<IconSearchOff size={22} />} title="Nothing found">
              Words are looked for in names, columns, descriptions, tags, owners and files; beginnings, parts and small
              typos are enough. Narrow with zone:trusted, tag:pii, column:email, &quot;words side by side&quot; or
              -without.
            </EmptyState>
          ) : (
            <VirtualList
              label="Found in this lake"
              count={hits.length}
              rowHeight={48}
              keyOf={(place) => keyOf(hits[place])}
              renderRow={(place) => <Hit hit={hits[place]} lakeId={summary.id} />}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Hit({ hit, lakeId }: { hit: SearchHit | undefined; lakeId: string }) {
  if (!hit) return null;
  return (
    <Link to={hitAddress(hit, lakeId)} className={classes["hit"] ?? ""}>
      <HitIcon kind={hit.kind} />
      <span className={classes["cut"]}>
        <span className={classes["hitLine"]}>
          <Text component="span" size="sm" fw={500} truncate>
            {hit.title}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate>
            {hit.trail}
          </Text>
        </span>
        <span className={classes["hitLine"]}>
          <HitReason matches={hit.matches} most={3} />
          <RankReason rank={hit.rank} />
        </span>
      </span>
    </Link>
  );
}

function keyOf(hit: SearchHit | undefined): string {
  return hit ? [hit.kind, hit.zoneId, hit.target, hit.title].join("\n") : "";
}
