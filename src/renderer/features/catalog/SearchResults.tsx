import { Center, Loader, Text } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { Link } from "wouter";
import type { SearchHit } from "../../../shared/contract/catalog.ts";
import { useLake } from "../../app/lake-context.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import classes from "./catalog.module.css";
import { hitAddress } from "./hit-address.ts";
import { HitIcon } from "./HitIcon.tsx";
import { HitReason } from "./HitReason.tsx";
import { IndexNotice } from "./IndexNotice.tsx";
import { useCatalogSearch } from "./use-catalog-search.ts";

const MOST_HITS = 100;

/** What was found for a text, the best first, and why. */
export function SearchResults({ text }: { text: string }) {
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
  const { hits, index } = data;
  return (
    <div className={classes["page"]}>
      <IndexNotice index={index} />
      <div className={classes["body"]}>
        {hits.length === 0 ? (
          <EmptyState icon={<IconSearchOff size={22} />} title="Nothing found">
            Words are looked for in names of tables, columns and files, and in descriptions. Beginnings of words are
            enough.
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
        </span>
      </span>
    </Link>
  );
}

function keyOf(hit: SearchHit | undefined): string {
  return hit ? [hit.kind, hit.zoneId, hit.target, hit.title].join("\n") : "";
}
